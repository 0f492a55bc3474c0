"use client";
import type { Waiver } from "#contracts/waivers.ts";
import { Badge } from "../ui/badge.tsx";
import { SeverityGlyph } from "../ui/glyphs.tsx";
import { Link } from "../ui/link.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { WaiverActions } from "./waiver-actions.tsx";
import { matchWords, oneLine } from "./waiver-words.ts";

/** Waivers, one a row: what and why, what it matches, who answers for it, until when. */
export function WaiverTable({ waivers }: { waivers: readonly Waiver[] }) {
  return (
    <Table caption="Waivers">
      <thead>
        <tr>
          <th scope="col">Waiver</th>
          <th scope="col">Matches now</th>
          <th scope="col">Owner</th>
          <th scope="col">Ends</th>
          <th scope="col">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {waivers.map((waiver) => (
          <Row key={waiver.id} waiver={waiver} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ waiver }: { waiver: Waiver }) {
  return (
    <tr data-row>
      <th scope="row" className="max-w-[44ch] py-2! align-top whitespace-normal">
        <span className="block font-label [overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(waiver.name)}</span>
        <span
          className="line-clamp-2 block font-normal text-12 text-ink-2 [overflow-wrap:anywhere]"
          title={oneLine(waiver.reason)}
        >
          {oneLine(waiver.reason)}
        </span>
        <span className="block font-normal text-12 text-ink-3 [overflow-wrap:anywhere]">
          {visibleText(matchWords(waiver))}
          {waiver.whole ? "" : " · reaches beyond your scope"}
        </span>
      </th>
      <td data-label="Matches now" className="py-2! align-top">
        <Matches waiver={waiver} />
      </td>
      <td data-label="Owner" className="py-2! align-top [overflow-wrap:anywhere]">
        <span className="[unicode-bidi:isolate]">{visibleText(waiver.owner)}</span>
        {waiver.ticket === undefined ? null : (
          <span className="block text-12 text-ink-3 [unicode-bidi:isolate]">{visibleText(waiver.ticket)}</span>
        )}
      </td>
      <td data-label="Ends" className="whitespace-nowrap py-2! align-top">
        <Ends waiver={waiver} />
      </td>
      <td className="py-2! align-top">
        <WaiverActions waiver={waiver} />
      </td>
    </tr>
  );
}

function Matches({ waiver: { matches, counts, unused, state } }: { waiver: Waiver }) {
  if (matches === 0) return <span className="text-ink-3">{unused ? "nothing: unused" : "nothing"}</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <b className="font-label">{matches.toLocaleString("en-GB")}</b>
      {counts.critical > 0 ? (
        <span className="inline-flex items-center gap-1">
          <SeverityGlyph severity="critical" labelled />
          {counts.critical}
        </span>
      ) : null}
      {counts.high > 0 ? (
        <span className="inline-flex items-center gap-1">
          <SeverityGlyph severity="high" labelled />
          {counts.high}
        </span>
      ) : null}
      {state === "active" ? (
        <Link href="/findings?life=waived" className="text-12 text-accent-text hover:underline">
          waived
        </Link>
      ) : (
        <span className="text-12 text-ink-3">held then</span>
      )}
    </span>
  );
}

function Ends({ waiver: { state, expiresAt, revokedAt, revokedBy, endsSoon, createdBy, createdAt } }: { waiver: Waiver }) {
  return (
    <>
      {state === "revoked" && revokedAt !== undefined ? (
        <>
          <Badge>revoked</Badge>{" "}
          <span className="block text-12 text-ink-3">
            <Time at={revokedAt} format="day" /> by {revokedBy}
          </span>
        </>
      ) : (
        <span className="inline-flex items-center gap-2">
          <Time at={expiresAt} format="day" className={endsSoon ? "font-label" : ""} />
          {endsSoon ? <Badge look="accent">ends soon</Badge> : null}
          {state === "expired" ? <Badge>ended</Badge> : null}
        </span>
      )}
      <span className="block text-12 text-ink-3">
        made by {visibleText(createdBy)}, <Time at={createdAt} format="day" />
      </span>
    </>
  );
}
