import type { Preflight } from "#contracts/clusters.ts";
import { CodeBlock } from "../../ui/copy.tsx";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { CoverageBar, Hatch } from "../../ui/hatch.tsx";

type Allowed = Preflight["resources"][number]["allowed"];

const words: Record<Allowed, string> = {
  everywhere: "everywhere",
  someNamespaces: "in some namespaces",
  no: "refused",
  notServed: "not served",
  unknown: "could not be asked",
};

function Mark({ allowed }: { allowed: Allowed }) {
  if (allowed === "everywhere") return <VerdictGlyph verdict="pass" />;
  if (allowed === "notServed") return <VerdictGlyph verdict="notApplicable" />;
  return <Hatch className="size-3 flex-none" />;
}

function Resources({ resources }: { resources: Preflight["resources"] }) {
  const sorted = resources.toSorted((a, b) => Number(a.allowed === "everywhere") - Number(b.allowed === "everywhere"));
  return (
    <details>
      <summary className="inline-flex min-h-6 items-center text-accent-text">All {resources.length} kinds</summary>
      <ul className="mt-1 grid gap-x-6 sm:grid-cols-2 xl:grid-cols-3">
        {sorted.map((entry) => (
          <li key={entry.resource} className="flex min-h-6 items-center gap-2 text-12">
            <Mark allowed={entry.allowed} />
            <code className="min-w-0 flex-1 truncate" title={entry.resource}>
              {entry.resource}
            </code>
            <span className="flex-none text-ink-3">
              {words[entry.allowed]}
              {entry.needed ? "" : ", optional"}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What would be assessed, what would not and why, and the YAML that would grant the rest. */
export function PreflightView({ preflight }: { preflight: Preflight }) {
  const { assessable, notAssessable } = preflight.checks;
  const all = assessable + notAssessable.length;
  return (
    <div className="grid gap-3 border-line border-t px-4 py-4">
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="text-14">
          {assessable} of {all} checks can be assessed
        </h3>
        <CoverageBar share={all === 0 ? undefined : assessable / all} width={96} />
      </div>
      {notAssessable.length === 0 ? null : (
        <ul className="grid gap-1">
          {notAssessable.map((check) => (
            <li key={check.checkId} className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2">
              <VerdictGlyph verdict="notAssessed" className="mt-1" />
              <span>
                {check.title} <span className="text-12 text-ink-3">needs {check.missing.join(", ")}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      <Resources resources={preflight.resources} />
      {preflight.crossChecks === undefined ? null : (
        <p className="text-12 text-ink-2">
          {preflight.crossChecks
            ? "Scans compare a sample of their answers with the API server’s own."
            : "Scans cannot compare their answers with the API server’s own: apply deploy/rbac/cross-check.yaml to let them."}
        </p>
      )}
      {preflight.grant === "" ? null : (
        <details open={notAssessable.length > 0}>
          <summary className="inline-flex min-h-6 items-center text-accent-text">What would grant the rest</summary>
          <CodeBlock className="mt-2" text={preflight.grant} label="The YAML that would grant the rest" />
        </details>
      )}
    </div>
  );
}
