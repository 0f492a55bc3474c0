import { ObjectName } from "../ui/object-name.tsx";
import { visibleText } from "../ui/visible-text.ts";

/** A namespace's name in a table, which opens it; the name alone where nothing is to open. */
export function NamespaceButton({ name, onOpen }: { name: string; onOpen?: ((namespace: string) => void) | undefined }) {
  if (onOpen === undefined) return <ObjectName name={name} wrap />;
  return (
    <button
      type="button"
      data-row
      onClick={() => onOpen(name)}
      className="inline-flex min-h-6 min-w-6 max-w-full items-center text-left hover:underline"
    >
      <code className="min-w-0 font-label text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(name)}</code>
    </button>
  );
}
