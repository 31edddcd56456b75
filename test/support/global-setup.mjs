/** Once per run of Jest: offers the shared servers; none is started before a test asks for it. */
export default async function setup() {
  await import('../../scripts/register-ts.mjs');
  const { offerServers } = await import('./offer-servers.ts');
  const offer = await offerServers();
  process.env.PERENNIAL_TEST_SERVERS = offer.url;
  globalThis.perennialTestServers = offer;
}
