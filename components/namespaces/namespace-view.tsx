import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import type { NamespaceDetail } from "#contracts/access/namespaces.ts";
import { NotInAnswer } from "../access/answer-aside.tsx";
import { SubjectIcon } from "../access/subject.tsx";
import { counted, type SubjectName, subjectKey, subjectLabel } from "../access/subject-words.ts";
import { PathColumns } from "../paths/path-columns.tsx";
import { bindingLabel, endLabel, endWords } from "../paths/path-words.ts";
import { ShareButton } from "../reports/share-button.tsx";
import { DetailView } from "../shell/detail-view.tsx";
import { ImagesOfNamespace } from "../supply-chain/links-here.tsx";
import { Badge } from "../ui/badge.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Answer, Panel, PanelFooter } from "../ui/panel.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { DelegationPanel } from "./delegation-panel.tsx";
import { administrationWords, administratorsWords, levelWords, sharedNodesWords } from "./namespace-words.ts";
import { namespaceOptions } from "./namespaces-query.ts";

interface ViewProps {
  readonly scanId: string;
  readonly namespace: string;
  readonly onClose: () => void;
}

/** One namespace: who administers it, who comes from outside, what leads beyond it, and how to delegate it. */
export function NamespaceView({ scanId, namespace, onClose }: ViewProps) {
  const query = useQuery(namespaceOptions(scanId, namespace));
  return (
    <DetailView back="All namespaces" name="One namespace" query={query} onClose={onClose}>
      {(detail) => <Found scanId={scanId} detail={detail} />}
    </DetailView>
  );
}

function Found({ scanId, detail }: { scanId: string; detail: NamespaceDetail }) {
  return (
    <>
      <Answer
        title={
          <>
            <code className="[unicode-bidi:isolate]">{visibleText(detail.namespace)}</code> {administratorsWords(detail)}
          </>
        }
        actions={
          <>
            <ImagesOfNamespace namespace={detail.namespace} />
            <ShareButton
              size="large"
              view={{ kind: "namespace", scan: scanId, namespace: detail.namespace }}
              title="Who administers a namespace"
            />
          </>
        }
      >
        <p>
          Pod Security: {levelWords(detail.enforced)}. {sharedNodesWords(detail.sharedNodes)}
        </p>
      </Answer>
      <div className="grid gap-4">
        <Beyond detail={detail} />
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <Local detail={detail} />
          <Outside detail={detail} />
        </div>
        {detail.mightyAccounts.length === 0 ? null : <Accounts detail={detail} />}
        <DelegationPanel scanId={scanId} namespace={detail.namespace} />
        {detail.complete ? null : <NotInAnswer scanId={scanId} gaps={detail.gaps} />}
      </div>
    </>
  );
}

const glyphs = { reached: "fail", none: "pass", notAssessed: "notAssessed" } as const;

function Beyond({ detail }: { detail: NamespaceDetail }) {
  return (
    <Panel title="What its administrator reaches beyond it" aside="with what the role admin gives there">
      <ul>
        {detail.beyond.map(({ sink, verdict, path }) => (
          <li key={sink} className="border-line border-b px-4 py-2 last:border-b-0">
            {verdict === "reached" ? (
              <details className="group">
                <summary className="flex min-h-6 cursor-pointer items-center gap-2">
                  <Chevron />
                  <VerdictGlyph verdict="fail" />
                  <span className="font-label">{endLabel(sink)}</span>
                  <span className="text-ink-2">in {counted(path.length, "hop")}</span>
                </summary>
                <div className="mt-3 mb-2">
                  <PathColumns path={path} cut={[]} label={`Path to ${endLabel(sink)}, hop by hop`} />
                </div>
              </details>
            ) : (
              <p className="flex min-h-6 flex-wrap items-center gap-x-2 pl-5">
                <VerdictGlyph verdict={glyphs[verdict]} />
                <span className="font-label">{endLabel(sink)}</span>
                <span className="text-ink-3">
                  {verdict === "none" ? `does not reach ${endWords(sink)}` : "not assessed: not everything was seen"}
                </span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Chevron() {
  return (
    <ChevronRight
      aria-hidden
      className="size-3 flex-none text-ink-3 transition-transform duration-[140ms] group-open:rotate-90"
    />
  );
}

function Subject({ subject }: { subject: SubjectName }) {
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-2">
      <SubjectIcon kind={subject.kind} />
      <code className="min-w-0 text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{subjectLabel(subject)}</code>
    </span>
  );
}

function Local({ detail }: { detail: NamespaceDetail }) {
  return (
    <Panel title="Administers it locally" aside={counted(detail.local.length, "subject")}>
      {detail.local.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">No RoleBinding here gives anybody the right to run workloads.</p>
      ) : (
        <ul>
          {detail.local.map(({ subject, level, bindings }) => (
            <li key={subjectKey(subject)} className="border-line border-b px-4 py-2 last:border-b-0">
              <div className="flex flex-wrap items-center justify-between gap-x-4">
                <Subject subject={subject} />
                <span className="text-12 text-ink-2">{administrationWords(level)}</span>
              </div>
              <p className="text-12 text-ink-3 [overflow-wrap:anywhere]">by {bindings.map(bindingLabel).join(", ")}</p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Outside({ detail: { outside } }: { detail: NamespaceDetail }) {
  const more = outside.total - outside.ofKubernetes - outside.subjects.length;
  return (
    <Panel title="Comes from outside" aside={counted(outside.total - outside.ofKubernetes, "subject")}>
      {outside.subjects.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">Nobody that was seen but what Kubernetes itself made.</p>
      ) : (
        <ul>
          {outside.subjects.map(({ subject, path }) => (
            <li key={subjectKey(subject)} className="border-line border-b px-4 py-2 last:border-b-0">
              <details className="group">
                <summary className="flex min-h-6 cursor-pointer flex-wrap items-center gap-x-3">
                  <Chevron />
                  <Subject subject={subject} />
                  <span className="ml-auto text-12 text-ink-2">
                    {path.length <= 1 ? "by a binding of the cluster" : `by a path of ${path.length} hops`}
                  </span>
                </summary>
                <div className="mt-3 mb-2">
                  <PathColumns path={path} cut={[]} label={`How ${subjectLabel(subject)} comes to administer it`} />
                </div>
              </details>
            </li>
          ))}
        </ul>
      )}
      <PanelFooter>
        {more > 0 ? `${counted(more, "more subject")} by longer paths. ` : ""}
        {counted(outside.ofKubernetes, "subject")} of Kubernetes itself {outside.ofKubernetes === 1 ? "is" : "are"} left out.
      </PanelFooter>
    </Panel>
  );
}

function Accounts({ detail }: { detail: NamespaceDetail }) {
  return (
    <Panel title="Its service accounts that reach beyond it" aside="whoever starts a pod here has them">
      <ul>
        {detail.mightyAccounts.map(({ subject, ends }) => (
          <li
            key={subjectKey(subject)}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b px-4 py-2 last:border-b-0"
          >
            <Subject subject={subject} />
            <span className="flex flex-wrap gap-1">
              {ends.map((sink) => (
                <Badge key={sink}>{endLabel(sink)}</Badge>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
