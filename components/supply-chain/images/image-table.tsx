"use client";
import { useRef } from "react";
import { useRowKeys } from "#client/shortcuts.ts";
import type { ImageRow, LinkState } from "#contracts/supply-chain.ts";
import { counted } from "../../access/subject-words.ts";
import { Badge } from "../../ui/badge.tsx";
import { cn } from "../../ui/cn.ts";
import { Link } from "../../ui/link.tsx";
import { Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { imageTrail } from "../addresses.ts";
import { isUnseen, wordOf } from "../link-states.ts";
import { StateGlyph } from "../state-glyph.tsx";
import { driftWords, imageWord, isBuildDay, pinningWords } from "./image-words.ts";
import { VulnerabilityCell } from "./vulnerability-cell.tsx";

const columns = [
  { id: "signature", name: "Signature" },
  { id: "provenance", name: "Build" },
  { id: "source", name: "Source" },
  { id: "commit", name: "Commit" },
  { id: "sbom", name: "SBOM" },
] as const;

/** The images that run, each once: where, how each link stands, how it is named, its age and who signed it. */
export function ImageTable({ images }: { images: readonly ImageRow[] }) {
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body);
  return (
    <Table caption="Images that run, with the state of each link of their trails">
      <thead>
        <tr>
          <th scope="col">Image</th>
          <th scope="col">Runs in</th>
          {columns.map(({ id, name }) => (
            <th key={id} scope="col" className="!px-1.5 text-center">
              {name}
            </th>
          ))}
          <th scope="col">Vulnerabilities</th>
          <th scope="col">Tag</th>
          <th scope="col">Built</th>
          <th scope="col">Signer</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {images.map((image) => (
          <Row key={image.digest ?? `${image.name} ${image.tags.join()}`} image={image} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ image }: { image: ImageRow }) {
  return (
    <tr data-row>
      <th scope="row" className="min-w-[250px] max-w-[340px] !whitespace-normal py-1.5 narrow:min-w-0">
        <Name image={image} />
      </th>
      <td data-label="Runs in" className="min-w-[150px] max-w-[220px] !whitespace-normal py-1.5 text-12 leading-4">
        <RunsIn image={image} />
      </td>
      {columns.map(({ id, name }) => (
        <td key={id} className="!px-1.5 text-center narrow:!hidden">
          <LinkGlyph name={name} id={id} state={image.links[id]} className="size-3.5" />
        </td>
      ))}
      <td className="all wide:hidden" data-label="Links">
        <span className="flex flex-wrap gap-x-4 gap-y-1">
          {columns.map(({ id, name }) => (
            <span key={id} className="inline-flex items-center gap-1.5 text-12">
              <LinkGlyph name={name} id={id} state={image.links[id]} />
              <span aria-hidden>{name}</span>
            </span>
          ))}
        </span>
      </td>
      <td data-label="Vulnerabilities" className="max-w-[124px] !whitespace-normal narrow:max-w-none py-1.5 text-12 leading-4">
        <VulnerabilityCell image={image} />
      </td>
      <td data-label="Tag" className="min-w-[108px] !whitespace-normal narrow:min-w-0 py-1.5 text-12 leading-4">
        <TagCell image={image} />
      </td>
      <td data-label="Built" className="text-12">
        {isBuildDay(image.createdAt) ? (
          <Time at={image.createdAt} format="day" />
        ) : (
          <span className="text-ink-3">{isUnseen(image.state) ? "not known" : "not told"}</span>
        )}
      </td>
      <td data-label="Signer" className="max-w-[220px] !whitespace-normal py-1.5 text-12 leading-4">
        <Signers signers={image.signers} />
      </td>
    </tr>
  );
}

function Name({ image: { id, name, tags, digest, reason, state, broken, withoutDigest, due } }: { image: ImageRow }) {
  const label = (
    <code className="font-label text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">
      {visibleText(name)}
      {tags.length === 0 ? "" : visibleText(`:${tags[0]}`)}
    </code>
  );
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2">
        {id === undefined ? (
          label
        ) : (
          <Link href={imageTrail(id)} className="hover:underline">
            {label}
          </Link>
        )}
        {tags.length > 1 ? <span className="text-12 text-ink-3">and {counted(tags.length - 1, "other tag")}</span> : null}
        {broken && state !== "invalid" ? <Badge look="critical">something broken beside it</Badge> : null}
      </span>
      <span title={visibleText(reason)} className="line-clamp-2 text-12 text-ink-3 leading-4 [overflow-wrap:anywhere]">
        {digest === undefined ? visibleText(withoutDigest ?? "no digest") : <code title={digest}>{digest.slice(0, 19)}…</code>}
        {state === "verified" || digest === undefined ? "" : ` · ${visibleText(reason)}`}
        {due ? " · a look is due" : ""}
      </span>
    </>
  );
}

function RunsIn({ image: { workloads, workloadCount, pods, clusters, namespaces } }: { image: ImageRow }) {
  const more = workloadCount - workloads.length;
  return (
    <>
      <code className="text-ink-2 [overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(workloads.join(", "))}</code>
      {more > 0 ? ` and ${more} more` : ""}
      <span className="block text-ink-3">
        {counted(pods, "pod")}, {counted(namespaces, "namespace")}, {counted(clusters, "cluster")}
      </span>
    </>
  );
}

interface LinkGlyphProps {
  readonly name: string;
  readonly id: (typeof columns)[number]["id"];
  readonly state: LinkState;
  readonly className?: string;
}

/** A link of the trail as its glyph, named by link and state. */
function LinkGlyph({ name, id, state, className }: LinkGlyphProps) {
  const words = `${name}: ${id === "signature" ? imageWord(state) : wordOf(state, id)}`;
  return (
    <span title={words} className="inline-flex min-h-6 items-center">
      <StateGlyph mark={state} label={words} className={className} />
    </span>
  );
}

function TagCell({ image: { pinning, drift } }: { image: ImageRow }) {
  return (
    <>
      {pinning === undefined ? <span className="text-ink-3">not named</span> : pinningWords[pinning]}
      <span
        className={cn(
          "block",
          drift === "moved" || drift === "gone" ? "text-medium" : drift === "unknown" ? "text-unseen" : "text-ink-3",
        )}
      >
        {drift === "noTag" && pinning === "digest" ? "" : driftWords[drift]}
      </span>
    </>
  );
}

function Signers({ signers }: Pick<ImageRow, "signers">) {
  const [first] = signers;
  if (first === undefined) return <span className="text-ink-3">–</span>;
  return (
    <>
      <code
        title={visibleText(first.name)}
        className="line-clamp-2 text-ink-2 tracking-[-.02em] [overflow-wrap:anywhere] [unicode-bidi:isolate]"
      >
        {visibleText(first.name)}
      </code>
      {signers.length > 1 ? <span className="text-ink-3">and {counted(signers.length - 1, "other")}</span> : null}
    </>
  );
}
