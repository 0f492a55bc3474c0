/** The mark: a hull in its dock. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" role="img" aria-hidden className={className}>
      <path d="M2 3v11h16V3" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M6 10.5h8V7H6z" fill="var(--accent)" />
      <path d="M2 17.5h16" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
