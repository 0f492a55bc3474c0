"use client";
import type { TrustProfileView } from "#contracts/supply-chain/trust.ts";
import { counted } from "../../access/subject-words.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy.tsx";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Facts, Panel } from "../../ui/panel.tsx";
import { Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import type { LinkMark } from "../link-states.ts";
import { StateGlyph } from "../state-glyph.tsx";
import type { TrustQuestion } from "./trust-page.tsx";
import { kindWords, partWords, thresholdWords } from "./trust-words.ts";

interface PanelProps {
  readonly profile: TrustProfileView;
  /** Absent for who may only read. */
  readonly onAsk?: (question: TrustQuestion) => void;
}

/** One root, or one set of keys: what it asks for, its age, its end, and what is in it. */
export function TrustPanel({ profile, onAsk }: PanelProps) {
  const { name, enabled, problem } = profile;
  return (
    <Panel
      title={
        <span className="inline-flex flex-wrap items-center gap-2">
          <span className="[overflow-wrap:anywhere]">{visibleText(name)}</span>
          {enabled ? null : <Badge look="unseen">turned off</Badge>}
        </span>
      }
      aside={onAsk && <Actions profile={profile} onAsk={onAsk} />}
    >
      <div className="grid gap-4 px-4 py-3">
        {problem === undefined ? null : <Problem text={problem} />}
        <Notices notices={profile.notices} />
        <Facts items={factsOf(profile)} />
        {profile.keys.length === 0 ? null : <Keys keys={profile.keys} />}
        {profile.parts.length === 0 ? null : <Parts parts={profile.parts} />}
      </div>
    </Panel>
  );
}

function Actions({ profile, onAsk }: Required<PanelProps>) {
  const { name, enabled, kind, shipped } = profile;
  const [change, remove] = kind === "publicGood" ? ["Replace", "Put back"] : ["Change", "Remove"];
  return (
    <span className="flex flex-wrap gap-1">
      <Button
        size="small"
        onClick={() => onAsk({ what: "switch", profile })}
        aria-label={`${enabled ? "Turn off" : "Turn on"} ${name}`}
      >
        {enabled ? "Turn off" : "Turn on"}
      </Button>
      <Button size="small" onClick={() => onAsk({ what: "change", profile })} aria-label={`${change} ${name}`}>
        {change}
      </Button>
      {kind === "publicGood" && shipped ? null : (
        <Button size="small" onClick={() => onAsk({ what: "remove", profile })} aria-label={`${remove} ${name}`}>
          {remove}
        </Button>
      )}
    </span>
  );
}

function factsOf(profile: TrustProfileView) {
  const { kind, shipped, asOf, ageDays, endsAt, revision, updatedBy, updatedAt } = profile;
  return [
    { name: "Kind", value: `${kindWords[kind]}${shipped ? ", as this release ships it" : ""}` },
    { name: "Asks for", value: thresholdWords(profile) },
    ...(asOf === undefined
      ? []
      : [
          {
            name: "As of",
            value: (
              <>
                <Time at={asOf} format="day" />
                {ageDays === undefined ? null : `, ${counted(ageDays, "day")} old`}
              </>
            ),
          },
        ]),
    ...(kind === "keys" && profile.parts.length === 0
      ? []
      : [{ name: "Ends", value: endsAt === undefined ? "no end is set" : <Time at={endsAt} format="day" /> }]),
    ...(revision === undefined ? [] : [{ name: "Revision", value: <code>{revision}</code> }]),
    ...(updatedBy === undefined || updatedAt === undefined
      ? []
      : [
          {
            name: "Changed",
            value: (
              <>
                by {visibleText(updatedBy)}, <Time at={updatedAt} />
              </>
            ),
          },
        ]),
  ];
}

function Problem({ text }: { text: string }) {
  return (
    <p role="alert" className="flex items-start gap-1.5">
      <VerdictGlyph verdict="fail" className="mt-1 flex-none" />
      This release cannot use it: {visibleText(text)}
    </p>
  );
}

const noticeMarks: Readonly<Record<TrustProfileView["notices"][number]["kind"], LinkMark>> = {
  ended: "invalid",
  off: "unknown",
  old: "signed-untrusted",
  ending: "signed-untrusted",
  withoutLog: "signed-untrusted",
  withoutTime: "signed-untrusted",
};

function Notices({ notices }: Pick<TrustProfileView, "notices">) {
  if (notices.length === 0) return null;
  return (
    <ul aria-label="What to know" className="grid gap-1">
      {notices.map(({ kind, text }) => (
        <li key={`${kind} ${text}`} className="flex items-start gap-1.5 text-ink-2">
          <StateGlyph mark={noticeMarks[kind]} className="mt-1" />
          <span>{visibleText(text)}</span>
        </li>
      ))}
    </ul>
  );
}

function Keys({ keys }: Pick<TrustProfileView, "keys">) {
  return (
    <Table caption="Keys">
      <thead>
        <tr>
          <th scope="col">Key</th>
          <th scope="col">Algorithm</th>
          <th scope="col">Fingerprint (SHA-256)</th>
        </tr>
      </thead>
      <tbody>
        {keys.map(({ name, algorithm, fingerprint }) => (
          <tr key={fingerprint} data-row>
            <th scope="row" className="!whitespace-normal [overflow-wrap:anywhere]">
              {visibleText(name)}
            </th>
            <td data-label="Algorithm">{algorithm}</td>
            <td data-label="Fingerprint" className="!whitespace-normal">
              <span className="inline-flex min-w-0 items-center gap-1">
                <code className="text-12 [overflow-wrap:anywhere]">{fingerprint}</code>
                <CopyButton text={fingerprint} label={`Copy the fingerprint of ${visibleText(name)}`} icon />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Parts({ parts }: Pick<TrustProfileView, "parts">) {
  return (
    <details>
      <summary className="inline-flex min-h-6 items-center text-accent-text">
        {counted(parts.length, "authority or log", "authorities and logs")}
      </summary>
      <div className="mt-2">
        <Table caption="Authorities and logs">
          <thead>
            <tr>
              <th scope="col">Part</th>
              <th scope="col">Where</th>
              <th scope="col">From</th>
              <th scope="col">To</th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a root may name a log twice, and its order stays
              <tr key={index} data-row>
                <th scope="row">{partWords[part.kind]}</th>
                <td data-label="Where" className="!whitespace-normal [overflow-wrap:anywhere]">
                  <code className="text-12">{visibleText(part.name)}</code>
                </td>
                <td data-label="From">{part.from === undefined ? "not told" : <Time at={part.from} format="day" />}</td>
                <td data-label="To">{part.to === undefined ? "no end" : <Time at={part.to} format="day" />}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}
