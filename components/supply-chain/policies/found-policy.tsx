"use client";
import type { FoundPolicy } from "#contracts/supply-chain/policies.ts";
import { counted } from "../../access/subject-words.ts";
import { Badge } from "../../ui/badge.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { NotTaken, PolicyFacts } from "./policy-panel.tsx";

const actionWords: Readonly<Record<FoundPolicy["action"], string>> = {
  enforce: "refuses",
  warn: "warns",
  audit: "reports",
};

interface ViewProps {
  readonly found: FoundPolicy;
  readonly chosen: boolean;
  readonly onChoose: (on: boolean) => void;
}

/** A policy of another engine, what it would be here, and what of it would be lost. */
export function FoundPolicyView({ found, chosen, onChoose }: ViewProps) {
  const { origin, clusters, action, policies, keys, untranslated, warnings, taken } = found;
  const left = policies.filter(({ name }) => !taken.includes(name));
  const keyNames = Object.fromEntries(keys.map(({ fingerprint, name }) => [fingerprint, name]));
  const unknown = keys.filter(({ trusted }) => !trusted).length;
  return (
    <li className="grid gap-2 border-line border-b px-3 py-3 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Checkbox checked={chosen} disabled={left.length === 0} onCheckedChange={(on) => onChoose(on === true)}>
          <b className="font-label [overflow-wrap:anywhere]">
            {visibleText(origin.kind)} {visibleText(origin.name)}
          </b>
        </Checkbox>
        <Badge>{actionWords[action]}</Badge>
        {left.length === 0 && policies.length > 0 ? <Badge>taken over already</Badge> : null}
        <span className="text-12 text-ink-3">{clusters.map(({ name }) => visibleText(name)).join(", ")}</span>
      </div>
      {policies.map((policy) => (
        <div key={policy.name} className="pl-5">
          <PolicyFacts {...policy} keyNames={keyNames} />
        </div>
      ))}
      {policies.length === 0 ? <p className="pl-5 text-12 text-ink-2">Nothing of it can be said here.</p> : null}
      {unknown === 0 ? null : (
        <p className="pl-5 text-12 text-ink-2">{counted(unknown, "key is", "keys are")} put into a trust profile with it.</p>
      )}
      {untranslated.length === 0 ? null : (
        <div className="pl-5">
          <NotTaken sentences={untranslated} />
        </div>
      )}
      {warnings.length === 0 ? null : (
        <div className="pl-5">
          <NotTaken title="Weaker than it looks" sentences={warnings} />
        </div>
      )}
    </li>
  );
}
