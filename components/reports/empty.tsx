export function Empty() {
  return <p className="rounded-panel border border-line bg-panel px-4 py-6 text-ink-2">There is no entry.</p>;
}
