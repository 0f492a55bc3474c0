import type { JudgedManifest, JudgedManifests } from "#contracts/upgrade.ts";
import { SeverityGlyph } from "../ui/glyphs.tsx";
import { ObjectName } from "../ui/object-name.tsx";
import { Panel } from "../ui/panel.tsx";
import { PartialBanner } from "../ui/states.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { ManifestDiff } from "./manifest-diff.tsx";

const words = { blocker: "blocker", warning: "warning", info: "information" } as const;
const severities = { blocker: "critical", warning: "medium", info: "information" } as const;

/** What became of each document, the worst first. */
export function JudgedManifestsView({ judged }: { judged: JudgedManifests }) {
  const shown = judged.findings.length;
  const all = judged.counts.blocker + judged.counts.warning + judged.counts.info;
  return (
    <section aria-label="What an upgrade breaks" className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div role="status">
        <h2 className="text-balance font-semibold text-20 tracking-[-.015em]">{sentenceOf(judged)}</h2>
        <p className="text-ink-2">{stepWords(judged.steps)}</p>
        {judged.foreign.length === 0 ? null : (
          <p className="text-ink-2 [overflow-wrap:anywhere]">
            {judged.counts.foreign} of kinds that are not Kubernetes’ own, of which nothing is known:{" "}
            {judged.foreign.map(visibleText).join(", ")}
          </p>
        )}
      </div>
      {judged.notAssessed.length === 0 ? null : (
        <PartialBanner title={`${judged.notAssessed.length} not assessed`}>
          <ul>
            {judged.notAssessed.map(({ file, line, message }) => (
              <li key={`${file} ${line} ${message}`} className="[overflow-wrap:anywhere]">
                {file === undefined ? null : <code>{`${visibleText(file)}${line === undefined ? "" : `:${line}`}`}</code>}{" "}
                {visibleText(message)}
              </li>
            ))}
          </ul>
        </PartialBanner>
      )}
      {judged.findings.map((finding) => (
        <Manifest key={`${finding.file} ${finding.line} ${finding.kind} ${finding.name}`} finding={finding} />
      ))}
      {shown < all ? <p className="text-ink-2">{all - shown} more are not shown: judge fewer files at a time.</p> : null}
    </section>
  );
}

/** Minors that remove something by themselves, the others together. */
function stepWords(steps: JudgedManifests["steps"]): string {
  const some = steps.filter(({ removals }) => removals !== undefined && removals > 0);
  const list = (of: (removals: number | undefined) => boolean) =>
    steps.flatMap(({ minor, removals }) => (of(removals) ? [minor] : [])).join(", ");
  const [none, unknown] = [list((removals) => removals === 0), list((removals) => removals === undefined)];
  return [
    ...some.map(({ minor, removals }) => `${minor}: ${removals} ${removals === 1 ? "removal" : "removals"}`),
    ...(none === "" ? [] : [`${none}: 0 removals in this minor`]),
    ...(unknown === "" ? [] : [`${unknown}: removals not known`]),
  ].join(" · ");
}

function sentenceOf({ target, counts, notAssessed }: JudgedManifests): string {
  const { blocker, warning, info, fine } = counts;
  if (blocker > 0) return `${blocker} ${blocker === 1 ? "manifest" : "manifests"} will be refused by ${target}.`;
  if (notAssessed.length > 0) return `Nothing that was read stands in the way of ${target}, but not everything was read.`;
  if (warning + info + fine === 0) return "There is no manifest of Kubernetes in it.";
  return `None of ${warning + info + fine} manifests stands in the way of ${target}.`;
}

function Manifest({ finding }: { finding: JudgedManifest }) {
  const { verdict, kind, namespace, name, apiVersion, file, line, evidence, conversion } = finding;
  return (
    <Panel
      level={3}
      title={
        <span className="flex flex-wrap items-center gap-x-2">
          <SeverityGlyph severity={severities[verdict]} />
          <span>{words[verdict]}</span>
          <span>{visibleText(kind)}</span>
          <ObjectName namespace={namespace ?? undefined} name={name ?? "without a name"} />
        </span>
      }
      aside={<code className="[overflow-wrap:anywhere]">{`${visibleText(file ?? "")}:${line}`}</code>}
    >
      <p className="px-4 py-3">
        <code>{visibleText(apiVersion)}</code> {evidence}
      </p>
      {conversion?.byHand === undefined ? null : <p className="px-4 pb-3 text-ink-2">To write by hand: {conversion.byHand}</p>}
      {conversion?.lines === undefined ? null : (
        <ManifestDiff
          label={`${visibleText(kind)} ${visibleText(name ?? "")}, line ${line}`}
          lines={conversion.lines}
          notes={conversion.notes}
        />
      )}
    </Panel>
  );
}
