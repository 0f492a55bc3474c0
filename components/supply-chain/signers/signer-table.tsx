"use client";
import { useRef } from "react";
import { useRowKeys } from "#client/shortcuts.ts";
import { counted } from "../../access/subject-words.ts";
import { Badge } from "../../ui/badge.tsx";
import { SeverityGlyph } from "../../ui/glyphs.tsx";
import { Link } from "../../ui/link.tsx";
import { Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { imageWord } from "../images/image-words.ts";
import { StateGlyph } from "../state-glyph.tsx";
import { rolesOf, type Signer } from "./signer-words.ts";

/** Signers: who, what they sign, where it runs, from where they sign, since when, and what is to be known of them. */
export function SignerTable({ signers }: { signers: readonly Signer[] }) {
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body);
  return (
    <Table caption="Signers of what runs">
      <thead>
        <tr>
          <th scope="col">Signer</th>
          <th scope="col">Signs</th>
          <th scope="col">Runs in</th>
          <th scope="col">Signs from</th>
          <th scope="col">First seen</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {signers.map((signer) => (
          <tr key={signer.id} data-row>
            <th scope="row" className="max-w-[420px] !whitespace-normal py-2 align-top">
              <Who signer={signer} />
            </th>
            <td data-label="Signs" className="max-w-[260px] !whitespace-normal py-2 align-top text-12 leading-4">
              <Signs signer={signer} />
            </td>
            <td data-label="Runs in" className="max-w-[180px] !whitespace-normal py-2 align-top text-12 leading-4">
              {counted(signer.pods, "pod")}
              <code className="block text-ink-2 [overflow-wrap:anywhere] [unicode-bidi:isolate]">
                {visibleText(signer.clusters.map(({ name }) => name).join(", "))}
              </code>
            </td>
            <td data-label="Signs from" className="max-w-[200px] !whitespace-normal py-2 align-top text-12 leading-4">
              <From signer={signer} />
            </td>
            <td data-label="First seen" className="py-2 align-top text-12 leading-4">
              <Time at={signer.firstSeen} format="day" />
              {signer.isNew ? (
                <span className="mt-1 block">
                  <Badge look="accent">new</Badge>
                </span>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Who({ signer: { id, kind, name, issuer, lookalike, state, warnings } }: { signer: Signer }) {
  return (
    <>
      <Link href={`/supply-chain?signer=${encodeURIComponent(id)}`} className="inline-block min-h-6 hover:underline">
        <code className="font-label text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(name)}</code>
      </Link>
      <span className="block text-12 text-ink-3 leading-4 [overflow-wrap:anywhere]">
        <span className="mr-2 inline-flex items-center gap-1 text-ink-2">
          <StateGlyph mark={state} />
          {imageWord(state)}
        </span>
        {kind === "key" ? "a key" : issuer === undefined ? "a certificate" : `by ${visibleText(issuer)}`}
      </span>
      {lookalike === undefined ? null : (
        <code className="block text-critical leading-4 [overflow-wrap:anywhere]">{visibleText(lookalike)}</code>
      )}
      {warnings.map((warning) => (
        <span key={warning} className="mt-1 flex items-start gap-1.5 text-12 leading-4">
          <SeverityGlyph severity="medium" className="mt-0.5" />
          <span className="min-w-0 [overflow-wrap:anywhere]">{visibleText(warning)}</span>
        </span>
      ))}
    </>
  );
}

function Signs({ signer }: { signer: Signer }) {
  const more = signer.repositoryCount - signer.repositories.length;
  return (
    <>
      {rolesOf(signer)} of {counted(signer.images, "image")}
      {signer.repositories.map((name) => (
        <code key={name} className="block text-ink-2 [overflow-wrap:anywhere] [unicode-bidi:isolate]">
          {visibleText(name)}
        </code>
      ))}
      {more > 0 ? <span className="text-ink-3">and {counted(more, "other repository", "other repositories")}</span> : null}
    </>
  );
}

function From({ signer: { ref, trigger, runner, kind } }: { signer: Signer }) {
  if (ref === undefined && trigger === undefined && runner === undefined)
    return <span className="text-ink-3">{kind === "key" ? "a key tells nothing of that" : "not told"}</span>;
  return (
    <>
      {ref === undefined ? null : (
        <code className="block text-ink-2 [overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(ref)}</code>
      )}
      <span className="text-ink-3">
        {[trigger === undefined ? "" : `on ${visibleText(trigger)}`, runner === undefined ? "" : `${visibleText(runner)} runner`]
          .filter(Boolean)
          .join(", ")}
      </span>
    </>
  );
}
