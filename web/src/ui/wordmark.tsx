import { Link } from 'react-router';

/** The name with its sprout; leads home. */
export function Wordmark() {
  return (
    <Link
      to="/"
      className="inline-flex items-center gap-2 rounded-small text-lg font-semibold tracking-tight"
    >
      <svg viewBox="0 0 32 32" className="size-7 text-accent" aria-hidden="true">
        <g fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round">
          <path d="M16 29V14" />
          <path
            d="M16 15c0-6 3-9.500 9-10.500.7 6.500-2.500 10.500-9 10.500Z"
            fill="currentColor"
            fillOpacity=".2"
          />
          <path d="M16 22c0-5-2.700-8-8-9-.5 5.500 2.300 9 8 9Z" fill="currentColor" fillOpacity=".2" />
        </g>
      </svg>
      Perennial
    </Link>
  );
}
