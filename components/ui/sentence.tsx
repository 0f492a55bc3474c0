/** A sentence of the API: what stands between backticks is code. */
export function Sentence({ text }: { text: string }) {
  return text.split(/`([^`\n]+)`/).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence never change places
      <code key={index} className="text-ink [overflow-wrap:anywhere]">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
