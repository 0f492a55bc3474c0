"use client";
import type { TrustedBuilderView } from "#contracts/supply-chain/builders.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Facts, Panel, PanelFooter } from "../../ui/panel.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { isPattern, matcherWords } from "../policies/policy-words.ts";
import { SignerList } from "../policies/signer-list.tsx";
import { StateGlyph } from "../state-glyph.tsx";
import { levelWords } from "./builder-words.ts";
import type { BuilderQuestion } from "./builders-view.tsx";

interface PanelProps {
  readonly builder: TrustedBuilderView;
  /** Absent for who may only read. */
  readonly onAsk?: (question: BuilderQuestion) => void;
}

/** One entry of the map: who may speak for which builders, how far that counts, and by whose word. */
export function BuilderPanel({ builder, onAsk }: PanelProps) {
  const { name, enabled, problem, note, reference, shipped, updatedAt, updatedBy } = builder;
  return (
    <Panel
      title={
        <span className="inline-flex flex-wrap items-center gap-2">
          <span className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(name)}</span>
          <Badge>level {builder.level}</Badge>
          {enabled ? null : <Badge look="unseen">turned off</Badge>}
        </span>
      }
      aside={onAsk && <Actions builder={builder} onAsk={onAsk} />}
    >
      <div className="grid gap-3 px-4 py-3">
        {problem === undefined ? null : (
          <p className="flex items-start gap-1.5 text-ink-2">
            <StateGlyph mark="unknown" className="mt-1" />
            <span>{visibleText(problem)}</span>
          </p>
        )}
        <Facts
          items={[
            { name: "Level", value: levelWords[builder.level] },
            { name: "Signed by", value: <SignerList signers={builder.signers} none="nobody yet" /> },
            { name: "Builders", value: <Matchers matchers={builder.builders} /> },
            {
              name: "Machine",
              value: builder.hosted ? "the platform's own, by the certificate's word" : "any: the certificate is not asked",
            },
            ...(note === undefined ? [] : [{ name: "Shipped", value: <Note note={note} reference={reference} /> }]),
          ]}
        />
      </div>
      {updatedAt === undefined || updatedBy === undefined ? null : (
        <PanelFooter>
          {shipped === undefined ? "" : "Not as it is shipped. "}
          Changed by {visibleText(updatedBy)}, <Time at={updatedAt} />.
        </PanelFooter>
      )}
    </Panel>
  );
}

function Note({ note, reference }: { note: string; reference: string | undefined }) {
  return (
    <span>
      {note}
      {reference === undefined ? null : (
        <>
          {" "}
          <a href={reference} rel="noreferrer" target="_blank" className="text-accent-text underline [overflow-wrap:anywhere]">
            {reference.replace("https://", "")}
          </a>
        </>
      )}
    </span>
  );
}

function Matchers({ matchers }: { matchers: TrustedBuilderView["builders"] }) {
  return (
    <ul className="grid gap-1">
      {matchers.map((matcher) => (
        <li key={matcherWords(matcher)} className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
          <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{matcherWords(matcher)}</code>
          {isPattern(matcher) ? <Badge>pattern</Badge> : null}
        </li>
      ))}
    </ul>
  );
}

function Actions({ builder, onAsk }: Required<PanelProps>) {
  const { enabled, shipped } = builder;
  const name = visibleText(builder.name);
  const remove = shipped === undefined ? "Remove" : "Put back";
  return (
    <span className="flex flex-wrap gap-1">
      <Button
        size="small"
        onClick={() => onAsk({ what: "switch", builder })}
        aria-label={`${enabled ? "Turn off" : "Turn on"} ${name}`}
        aria-haspopup="dialog"
      >
        {enabled ? "Turn off" : "Turn on"}
      </Button>
      <Button
        size="small"
        onClick={() => onAsk({ what: "change", builder })}
        aria-label={`Change ${name}`}
        aria-haspopup="dialog"
      >
        Change
      </Button>
      {shipped === "unchanged" ? null : (
        <Button
          size="small"
          onClick={() => onAsk({ what: "remove", builder })}
          aria-label={`${remove} ${name}`}
          aria-haspopup="dialog"
        >
          {remove}
        </Button>
      )}
    </span>
  );
}
