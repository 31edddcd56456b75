import type { ReactNode } from 'react';

/** Three prints of a hill, a sea and an evening: what the product is about, before there are photographs. */
export function PrintsArt({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 280 180" aria-hidden="true" className={className}>
      <defs>
        <linearGradient id="art-day" x2="0" y2="1">
          <stop stopColor="#f7d9a8" />
          <stop offset="1" stopColor="#f3b58b" />
        </linearGradient>
        <linearGradient id="art-sea" x2="0" y2="1">
          <stop stopColor="#cfe7ea" />
          <stop offset="1" stopColor="#8fc3c9" />
        </linearGradient>
        <linearGradient id="art-dusk" x2="0" y2="1">
          <stop stopColor="#5f6f94" />
          <stop offset="1" stopColor="#e2a08c" />
        </linearGradient>
      </defs>
      <g transform="rotate(-9 70 100)">
        <Print x={18} y={42} fill="url(#art-sea)">
          <path d="M26 114c15-9 29-8 44 0s29 8 44-2v34H26Z" fill="#3f8f99" />
          <path d="M26 129c15-7 29-5 44 1s29 4 44-3v19H26Z" fill="#12606b" />
          <circle cx="84" cy="74" r="9" fill="#fff7e6" />
        </Print>
      </g>
      <g transform="rotate(8 214 100)">
        <Print x={162} y={40} fill="url(#art-dusk)">
          <path d="m170 132 26-32 20 22 16-18 26 28v12h-88Z" fill="#39405c" />
          <circle cx="226" cy="68" r="6" fill="#fdf3dc" />
        </Print>
      </g>
      <g transform="rotate(-1 140 90)">
        <Print x={88} y={22} fill="url(#art-day)">
          <circle cx="140" cy="70" r="15" fill="#fff3d1" />
          <path d="M96 102c18-15 36-17 52-5s26 9 36 1v28H96Z" fill="#7fa36b" />
          <path d="M96 115c24-11 48-8 88 3v8H96Z" fill="#4f7d4a" />
        </Print>
      </g>
    </svg>
  );
}

function Print({ x, y, fill, children }: { x: number; y: number; fill: string; children: ReactNode }) {
  return (
    <>
      <rect x={x} y={y} width="104" height="126" rx="6" fill="#fffdfa" stroke="#d9d0c0" strokeWidth="1" />
      <rect x={x + 8} y={y + 8} width="88" height="96" rx="3" fill={fill} />
      {children}
    </>
  );
}
