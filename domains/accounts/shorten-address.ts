import ipaddr from 'ipaddr.js';

/** Network of an address as one customer has it: an IPv4 address itself, the /56 of an IPv6 address. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const bytes = parsed.toByteArray().slice(0, 7);
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Enough of an address to recognise a network by, too little to find a person: 203.0.113.x, 2001:db8:1:x. */
export function shortenAddress(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString().replace(/\d+$/, 'x');
  return `${parsed
    .toByteArray()
    .slice(0, 6)
    .flatMap((byte, index, bytes) =>
      index % 2 ? [] : [((byte << 8) | (bytes[index + 1] ?? 0)).toString(16)],
    )
    .join(':')}:x`;
}
