/** Facts that real archives hold and nobody may ever see outside of them. */
export const privateFacts = {
  uploadIp: '203.0.113.77',
  ownPhone: '+44 7700 900123',
  friendPhone: '+44 7700 900321',
  friendEmail: 'rosa.private@example.org',
};
