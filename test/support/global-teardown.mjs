export default async function teardown() {
  await globalThis.perennialTestServers?.close();
}
