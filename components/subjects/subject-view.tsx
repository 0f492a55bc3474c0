"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { SubjectDetail } from "#contracts/access/subjects.ts";
import { NotInAnswer, RestsOn } from "../access/answer-aside.tsx";
import { counted, type SubjectName, subjectLabel } from "../access/subject-words.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { QueryView } from "../shell/query-view.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Answer } from "../ui/panel.tsx";
import { Sentence } from "../ui/sentence.tsx";
import { BackToList } from "./back-to-list.tsx";
import { BindingGraph } from "./binding-graph.tsx";
import { SubjectBindings } from "./subject-bindings.tsx";
import { policyRulesFiles, subjectGraphOptions, subjectOptions } from "./subject-query.ts";
import { SubjectRightsPanel } from "./subject-rights.tsx";
import { SubjectUse } from "./subject-use.tsx";
import { SubjectSkeleton } from "./subjects-page.tsx";

const AuditDialog = dynamic(() => import("./audit-dialog.tsx").then((module) => module.AuditDialog), { ssr: false });

/** Everything about one subject: the sentence first, then the picture, its rights, its bindings, and what runs as it. */
export function SubjectView({ scanId, subject }: { scanId: string; subject: SubjectName }) {
  const query = useQuery(subjectOptions(scanId, subject));
  return (
    <>
      <BackToList />
      <QueryView query={query} skeleton={<SubjectSkeleton />} page>
        {(detail) => <Content scanId={scanId} subject={subject} detail={detail} />}
      </QueryView>
    </>
  );
}

function Content({ scanId, subject, detail }: { scanId: string; subject: SubjectName; detail: SubjectDetail }) {
  const [log, setLog] = useState(false);
  return (
    <>
      <Answer
        title={<Sentence text={detail.sentence} />}
        actions={
          <>
            <ExportButton
              files={policyRulesFiles(scanId, { q: subjectLabel(subject), namespace: "" })}
              inside="Policy rules: every right of every subject with this name, one record each."
              outside="Rights by implicit groups stand with those groups. What could not be read stands in the last records."
            />
            {subject.kind === "Group" ? null : (
              <Button aria-haspopup="dialog" onClick={() => setLog(true)}>
                Compare with an audit log
              </Button>
            )}
          </>
        }
      >
        <Dangers detail={detail} />
      </Answer>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_264px]">
        <div className="grid min-w-0 gap-4">
          <BindingGraph title="Bindings and roles" options={subjectGraphOptions(scanId, subject)} />
          <SubjectRightsPanel scanId={scanId} subject={subject} detail={detail} />
          <SubjectBindings detail={detail} />
          {detail.use === undefined ? null : <SubjectUse use={detail.use} />}
        </div>
        <div className="grid gap-4">
          {detail.complete ? null : <NotInAnswer scanId={scanId} gaps={detail.gaps} />}
          <RestsOn scanId={scanId} />
        </div>
      </div>
      {log ? <AuditDialog scanId={scanId} subject={subject} onClose={() => setLog(false)} /> : null}
    </>
  );
}

function Dangers({ detail: { dangers, isDefault, groups } }: { detail: SubjectDetail }) {
  return (
    <>
      {dangers.length === 0 ? null : (
        <details className="mt-1">
          <summary className="inline-flex min-h-6 items-center text-accent-text">
            {counted(dangers.length, "dangerous right")}
          </summary>
          <ul className="mt-1 list-disc pl-5">
            {dangers.map(({ may, everywhere, namespaces }) => (
              <li key={may} className="[overflow-wrap:anywhere]">
                May {may}
                {everywhere ? " everywhere" : namespaces.length > 4 ? ` in ${namespaces.length} namespaces` : " in "}
                {everywhere || namespaces.length > 4 ? null : <code>{namespaces.join(", ")}</code>}
              </li>
            ))}
          </ul>
        </details>
      )}
      {groups.length === 0 ? null : (
        <p className="text-13 text-ink-3">
          By being what it is it is in <code className="[overflow-wrap:anywhere]">{groups.join(", ")}</code>.
        </p>
      )}
      {isDefault ? (
        <p className="mt-1">
          <Badge>Kubernetes’ own</Badge>
        </p>
      ) : null}
    </>
  );
}
