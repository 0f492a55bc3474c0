/** Says of a list that it is not whole; nothing where it is. */
export function FirstOf({ shown, count }: { shown: number; count: number }) {
  if (count <= shown) return null;
  return (
    <p className="text-12 text-ink-2">
      Shown are the first {shown.toLocaleString("en-GB")} of {count.toLocaleString("en-GB")}.
    </p>
  );
}
