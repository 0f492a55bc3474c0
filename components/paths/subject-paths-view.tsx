import { useQuery } from "@tanstack/react-query";
import type { SinkId, SubjectPath, SubjectPaths } from "#contracts/access/paths.ts";
import { NotInAnswer } from "../access/answer-aside.tsx";
import { counted, subjectLabel } from "../access/subject-words.ts";
import { ShareButton } from "../reports/share-button.tsx";
import { DetailView } from "../shell/detail-view.tsx";
import { cn } from "../ui/cn.ts";
import { CodeBlock } from "../ui/copy.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { ObjectName } from "../ui/object-name.tsx";
import { Answer, Panel, PanelFooter } from "../ui/panel.tsx";
import { EmptyState } from "../ui/states.tsx";
import { NotFollowed } from "./not-followed.tsx";
import { PathColumns } from "./path-columns.tsx";
import { bindingLabel, cutWords, endLabel, endWords, pathText, reachWords, subjectText } from "./path-words.ts";
import { subjectCutOptions, subjectPathsOptions } from "./paths-query.ts";

interface ViewProps {
  readonly scanId: string;
  readonly subject: string;
  readonly to: SinkId;
  readonly onTo: (to: SinkId) => void;
  readonly onClose: () => void;
}

/** One subject: which ends it reaches, and the shortest path to the chosen one, hop by hop. */
export function SubjectPathsView({ scanId, subject, to, onTo, onClose }: ViewProps) {
  const query = useQuery(subjectPathsOptions(scanId, subject));
  return (
    <DetailView back="All subjects" name="Paths of one subject" query={query} onClose={onClose}>
      {(answer) => <Found scanId={scanId} subject={subject} answer={answer} to={to} onTo={onTo} />}
    </DetailView>
  );
}

interface FoundProps {
  readonly scanId: string;
  readonly subject: string;
  readonly answer: SubjectPaths;
  readonly to: SinkId;
  readonly onTo: (to: SinkId) => void;
}

function Found({ scanId, subject, answer, to, onTo }: FoundProps) {
  const chosen = answer.paths.find(({ sink }) => sink === to);
  const isReached = chosen?.verdict === "reached";
  const cut = useQuery({ ...subjectCutOptions(scanId, subject, to), enabled: isReached });
  return (
    <>
      <Answer
        title={
          <>
            <code className="[unicode-bidi:isolate]">{subjectLabel(answer.subject)}</code>{" "}
            {chosen === undefined ? null : reachWords(chosen)}
          </>
        }
        actions={
          <ShareButton
            size="large"
            view={{ kind: "path", scan: scanId, subject: subjectText(answer.subject), sink: to }}
            title={`Escalation path to ${endLabel(to)}`}
          />
        }
      >
        <p>
          {answer.known ? null : "No binding names this subject, and no group of its own has rights. "}
          {answer.class === "unknown"
            ? "Whether it is a human or a robot cannot be told from its name."
            : `A ${answer.class}, by its name.`}
        </p>
      </Answer>
      <Ends answer={answer} to={to} onTo={onTo} />
      <div className="grid items-start gap-4 2xl:grid-cols-[minmax(0,1fr)_264px]">
        <div className="grid min-w-0 gap-4">
          {chosen === undefined ? null : (
            <PathPanel path={cut.data?.paths[0] ?? chosen} cutting={cut.data === undefined} failed={cut.isError} />
          )}
        </div>
        <div className="grid gap-4">
          {answer.complete ? null : <NotInAnswer scanId={scanId} gaps={answer.gaps} />}
          <NotFollowed list={answer.notFollowed} />
        </div>
      </div>
    </>
  );
}

const glyphs = { reached: "fail", none: "pass", notAssessed: "notAssessed" } as const;
const verdictWords = { none: "no path", notAssessed: "not assessed" } as const;

/** The five ends, each with its verdict; pressing one shows its path. */
function Ends({ answer, to, onTo }: Pick<FoundProps, "answer" | "to" | "onTo">) {
  return (
    <fieldset className="mb-4 flex flex-wrap gap-2">
      <legend className="sr-only">Where the path ends</legend>
      {answer.paths.map(({ sink, verdict, path }) => (
        <button
          key={sink}
          type="button"
          aria-pressed={sink === to}
          onClick={() => onTo(sink)}
          className={cn(
            "inline-flex min-h-8 items-center gap-2 rounded-control border bg-panel px-3 hover:bg-sunk",
            sink === to ? "border-accent shadow-[inset_0_0_0_1px_var(--accent)]" : "border-line-strong",
            verdict === "notAssessed" && "border-dashed",
          )}
        >
          <VerdictGlyph verdict={glyphs[verdict]} />
          <span className="font-label">{endLabel(sink)}</span>
          <span className="text-12 text-ink-3">
            {verdict === "reached" ? counted(path.length, "hop") : verdictWords[verdict]}
          </span>
        </button>
      ))}
    </fieldset>
  );
}

interface PathPanelProps {
  readonly path: SubjectPath;
  /** Whether the cut is not there yet, and whether it will not come. */
  readonly cutting: boolean;
  readonly failed: boolean;
}

function PathPanel({ path: { sink, verdict, path, cut }, cutting, failed }: PathPanelProps) {
  if (verdict !== "reached" || path.length === 0)
    return (
      <Panel className={cn(verdict === "notAssessed" && "hatch border-dashed")}>
        <EmptyState
          title={verdict === "notAssessed" ? "No path was seen, and not everything was" : `No path to ${endWords(sink)}`}
          className="bg-panel"
        >
          {verdict === "notAssessed"
            ? "What was not seen is named beside this. A path may go through it."
            : "Every right of this subject that could lead on was followed to its end."}
        </EmptyState>
      </Panel>
    );
  return (
    <Panel title={`The shortest path to ${endLabel(sink)}`}>
      <div className="p-4">
        <PathColumns path={path} cut={cut?.bindings ?? []} label={`Path to ${endLabel(sink)}, hop by hop`} />
      </div>
      <div className="border-line border-t px-4 py-3">
        {failed ? (
          <p className="text-ink-3">What would end it could not be loaded. Open the page again to try.</p>
        ) : cutting ? (
          <p aria-busy="true" className="text-ink-3">
            Looking for the fewest bindings that end it.
          </p>
        ) : (
          <CutWords cut={cut} sink={sink} />
        )}
      </div>
      <PanelFooter>
        <details>
          <summary className="min-h-6 cursor-pointer text-accent-text">Read it as text</summary>
          <CodeBlock text={pathText(path)} label="The path as text" wrap className="mt-2" />
        </details>
      </PanelFooter>
    </Panel>
  );
}

const shownBindings = 12;

function CutWords({ cut, sink }: { cut: SubjectPath["cut"]; sink: SinkId }) {
  if (cut === undefined) return <p className="text-ink-2">{cutWords({ cut, sink })}</p>;
  return (
    <>
      <p>{cutWords({ cut, sink })}</p>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {cut.bindings.slice(0, shownBindings).map((binding) => (
          <li key={bindingLabel(binding)} className="inline-flex max-w-full items-center gap-1.5 text-12 text-ink-3">
            {binding.kind} <ObjectName namespace={binding.namespace} name={binding.name} wrap copy />
          </li>
        ))}
        {cut.bindings.length > shownBindings ? (
          <li className="text-12 text-ink-3">and {cut.bindings.length - shownBindings} more</li>
        ) : null}
      </ul>
    </>
  );
}
