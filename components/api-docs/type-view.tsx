import { schemaAddress } from "./addresses.ts";
import type { Row, TypePart } from "./schema-words.ts";

/** A type; names of schemas lead to where they are described. */
export function TypeView({ type }: { type: readonly TypePart[] }) {
  return (
    <code className="text-12 [overflow-wrap:anywhere]">
      {type.map((part, index) =>
        "schema" in part ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a type never change their order
          <a key={index} href={schemaAddress(part.schema)} className="text-accent-text underline underline-offset-2">
            {part.schema}
          </a>
        ) : (
          part.text
        ),
      )}
    </code>
  );
}

/** Names, types and what they mean. */
export function Rows({ rows, caption }: { rows: readonly (Row & { readonly place?: string })[]; caption: string }) {
  return (
    <dl aria-label={caption} className="grid gap-px overflow-hidden rounded-control border border-line bg-line">
      {rows.map((row) => (
        <div
          key={`${row.place ?? ""} ${row.name}`}
          className="grid gap-x-4 bg-panel px-3 py-1.5 wide:grid-cols-[minmax(0,14rem)_minmax(0,1fr)]"
        >
          <dt className="min-w-0">
            <code className="text-12 [overflow-wrap:anywhere]">{row.name}</code>
            {row.required ? <span className="text-12 text-ink-3"> required</span> : null}
            {row.place === undefined ? null : <span className="text-12 text-ink-3"> in {row.place}</span>}
          </dt>
          <dd className="min-w-0">
            <TypeView type={row.type} />
            {row.about === "" ? null : <span className="block text-12 text-ink-2 [overflow-wrap:anywhere]">{row.about}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
