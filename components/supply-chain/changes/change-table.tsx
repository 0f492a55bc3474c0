import type { ImageChanges, LinkState } from "#contracts/supply-chain.ts";
import { Link } from "../../ui/link.tsx";
import { Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { imageTrail } from "../addresses.ts";
import { wordOf } from "../link-states.ts";
import { StateGlyph } from "../state-glyph.tsx";
import { linkName } from "./change-words.ts";

type Change = ImageChanges["changes"][number];

/** What changed, the newest first: when, what, and of which image. */
export function ChangeTable({ changes }: { changes: readonly Change[] }) {
  return (
    <Table caption="Changes of the images that run">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col">Image</th>
          <th scope="col">Runs in</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={keyOf(change)} data-row>
            <td data-label="When">
              <Time at={change.at} />
            </td>
            <th scope="row" className="!whitespace-normal py-1.5">
              <What change={change} />
            </th>
            <td data-label="Image" className="max-w-[340px] !whitespace-normal py-1.5">
              <Link href={imageTrail(change.image.id)} className="hover:underline">
                <code className="text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(change.image.name)}</code>
              </Link>
              {change.image.digest === undefined ? null : (
                <code title={change.image.digest} className="block text-ink-3">
                  {change.image.digest.slice(0, 19)}…
                </code>
              )}
            </td>
            <td data-label="Runs in" className="max-w-[260px] !whitespace-normal py-1.5 text-12 leading-4">
              <code className="text-ink-2 [overflow-wrap:anywhere] [unicode-bidi:isolate]">
                {visibleText(change.image.workloads.join(", "))}
              </code>
              {change.image.workloadCount > change.image.workloads.length
                ? ` and ${change.image.workloadCount - change.image.workloads.length} more`
                : ""}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function keyOf(change: Change): string {
  const own = change.kind === "signer" ? change.signer.id : change.kind === "state" ? change.link : "";
  return `${change.at} ${change.kind} ${change.image.id} ${own}`;
}

function What({ change }: { change: Change }) {
  if (change.kind === "image") return "An image that was not seen to run before";
  if (change.kind === "signer")
    return (
      <>
        A signer that was not seen before:{" "}
        <Link href={`/supply-chain?signer=${encodeURIComponent(change.signer.id)}`} className="hover:underline">
          <code className="text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(change.signer.name)}</code>
        </Link>
      </>
    );
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      Its {linkName(change.link)}: <State state={change.before} link={change.link} />
      <span aria-hidden>→</span>
      <span className="sr-only">then</span>
      <State state={change.after} link={change.link} />
    </span>
  );
}

function State({ state, link }: { state: LinkState; link: Extract<Change, { kind: "state" }>["link"] }) {
  return (
    <span className="inline-flex items-center gap-1">
      <StateGlyph mark={state} />
      {wordOf(state, link)}
    </span>
  );
}
