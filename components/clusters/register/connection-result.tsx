import { problemOf } from "#client/problem.ts";
import type { ConnectionTest } from "#contracts/clusters.ts";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Sentence } from "../../ui/sentence.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { PreflightView } from "./preflight-view.tsx";
import { Refusals } from "./refusals.tsx";
import type { RunningTest } from "./use-connection-test.ts";

const names: Record<NonNullable<ConnectionTest["category"]>, string> = {
  ok: "Connected",
  dns: "The name is not known",
  refused: "Nothing listens there",
  timeout: "No answer in time",
  tls: "The certificate is not trusted",
  auth: "The credential is not accepted",
  forbidden: "Connected, but nothing may be read",
  proxy: "The egress proxy did not connect us",
  notKubernetes: "This is not an API server",
  redirect: "It sends elsewhere",
  blocked: "Drydock does not connect there",
};

function Outcome({ result }: { result: ConnectionTest }) {
  const category = result.category ?? "timeout";
  return (
    <Panel title="The test" aside={result.version === undefined ? undefined : <code>{result.version}</code>}>
      <div role="status" className="flex items-start gap-3 px-4 py-4">
        <VerdictGlyph
          verdict={category === "ok" ? "pass" : category === "forbidden" ? "notAssessed" : "fail"}
          className="mt-1 size-4"
        />
        <div className="min-w-0">
          <h3 className="text-14">{names[category]}</h3>
          {result.sentence === undefined ? null : <p className="text-ink-2 [overflow-wrap:anywhere]">{result.sentence}</p>}
          {category === "ok" || result.remedy === undefined || result.remedy === "" ? null : (
            <p className="text-ink-2">
              <Sentence text={result.remedy} />
            </p>
          )}
          {result.withoutEnd && category === "ok" ? (
            <p className="mt-1 text-critical">This credential has no end. It is accepted, and Drydock reports it as a finding.</p>
          ) : null}
        </div>
      </div>
      {result.preflight === undefined ? null : <PreflightView preflight={result.preflight} />}
    </Panel>
  );
}

/** How the test goes and went: a fixed category with its sentence and remedy, then what would be assessed. */
export function ConnectionResult({ test }: { test: RunningTest }) {
  if (test.error !== undefined) {
    const problem = problemOf(test.error);
    return (
      <div>
        <ErrorState className="rounded-panel border border-line bg-panel" error={problem} />
        {problem.issues === undefined || problem.issues.length === 0 ? null : (
          <Refusals className="mt-2" issues={problem.issues} />
        )}
      </div>
    );
  }
  if (test.running) {
    return (
      <Panel title="The test">
        <div className="flex items-center gap-3 px-4 py-4" role="status">
          <Skeleton className="size-4 rounded-full" />
          <span className="text-ink-2">
            {test.result?.state === "running" ? "The worker connects." : "Waiting for a worker."}
          </span>
        </div>
      </Panel>
    );
  }
  return test.result === undefined ? null : <Outcome result={test.result} />;
}
