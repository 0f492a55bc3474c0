"use client";
import { useQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useRef } from "react";
import { useFilterKey, useRowKeys } from "#client/shortcuts.ts";
import type { SubjectList as List, SubjectItem } from "#contracts/access/subjects.ts";
import { counted } from "../access/subject-words.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { PanelFooter } from "../ui/panel.tsx";
import { EmptyState } from "../ui/states.tsx";
import { SortableHeader, Table } from "../ui/table.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { ListChoice } from "./list-choice.tsx";
import { ListFrame } from "./list-frame.tsx";
import { PageButtons } from "./page-buttons.tsx";
import { RolesOfName } from "./roles-of-name.tsx";
import { SubjectLink } from "./subject-link.tsx";
import { listOptions, policyRulesFiles, type SubjectFilter, subjectsAPage } from "./subject-query.ts";
import { SubjectToolbar } from "./subject-toolbar.tsx";
import { subjectListParsers } from "./subject-url.ts";

/** Who holds something: a list to search, the most dangerous first. */
export function SubjectList({ scanId }: { scanId: string }) {
  const [filter, setFilter] = useQueryStates(subjectListParsers);
  const field = useRef<HTMLInputElement>(null);
  useFilterKey(field);
  const query = useQuery(listOptions(scanId, filter));
  const list = query.data;
  const change = (part: Partial<SubjectFilter>) => void setFilter({ page: 1, ...part });
  return (
    <>
      <header className="mb-4 grid gap-3">
        <ListChoice />
        <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
          <div>
            <h1 className="text-20 tracking-[-.015em]">{list === undefined ? "Subjects" : titleOf(list)}</h1>
            <p className="min-h-5 text-ink-2">{list === undefined ? "" : subtitleOf(list, filter)}</p>
          </div>
          <ExportButton
            files={policyRulesFiles(scanId, filter)}
            inside="Policy rules: every right of every binding and subject, one record each, narrowed by the name and the namespace."
            outside="What gives nothing says why, and what could not be read stands in the last records."
          />
        </div>
        <SubjectToolbar filter={filter} field={field} hiddenDefaults={list?.hiddenDefaults ?? 0} onChange={change} />
      </header>
      <ListFrame scanId={scanId} query={query}>
        {(found) => <Content list={found} filter={filter} onChange={change} />}
      </ListFrame>
      {filter.q === "" ? null : <RolesOfName scanId={scanId} text={filter.q} />}
    </>
  );
}

function titleOf({ total, risky }: List): string {
  if (total === 0) return "No subject matches";
  if (risky === 0) return `${counted(total, "subject")}, none with a dangerous right that was seen`;
  return `${counted(risky, "subject")} of ${total.toLocaleString("en")} ${risky === 1 ? "holds" : "hold"} dangerous rights`;
}

function subtitleOf({ known, unbound, hiddenDefaults }: List, { defaults }: SubjectFilter): string {
  const hidden =
    defaults === "hide" && hiddenDefaults > 0
      ? ` ${counted(hiddenDefaults, "subject")} of Kubernetes itself ${hiddenDefaults === 1 ? "is" : "are"} hidden.`
      : "";
  const others = unbound === 0 ? "" : `; ${counted(unbound, "service account is", "service accounts are")} named by none`;
  return `Bindings name ${counted(known, "subject")}${others}.${hidden}`;
}

interface ContentProps {
  readonly list: List;
  readonly filter: SubjectFilter;
  readonly onChange: (part: Partial<SubjectFilter>) => void;
}

function Content({ list, filter, onChange }: ContentProps) {
  const rows = useRef<HTMLDivElement>(null);
  useRowKeys(rows);
  if (list.total === 0) return <Nobody list={list} filter={filter} onChange={onChange} />;
  const sortBy = (sort: SubjectFilter["sort"]) => {
    const direction = sort === "name" ? ("ascending" as const) : ("descending" as const);
    return { sorted: filter.sort === sort ? direction : undefined, onSort: () => onChange({ sort }) };
  };
  return (
    <div ref={rows}>
      <Table caption="Subjects">
        <thead>
          <tr>
            <SortableHeader {...sortBy("name")}>Subject</SortableHeader>
            <th scope="col">Is</th>
            <SortableHeader {...sortBy("danger")}>Dangerous rights</SortableHeader>
            <th scope="col">Holds</th>
            <SortableHeader {...sortBy("use")}>Used by</SortableHeader>
            <th scope="col">Origin</th>
          </tr>
        </thead>
        <tbody>
          {list.items.map((item) => (
            <Row key={JSON.stringify(item.subject)} item={item} />
          ))}
        </tbody>
      </Table>
      <PanelFooter className="flex flex-wrap items-center gap-3">
        <span>{counted(list.total, "subject")}</span>
        <PageButtons
          label="Pages of subjects"
          page={filter.page}
          size={subjectsAPage}
          total={list.total}
          onPage={(page) => onChange({ page })}
        />
      </PanelFooter>
    </div>
  );
}

function Row({ item }: { item: SubjectItem }) {
  const { subject, dangerous, incomplete, everywhere, namespaces, isDefault } = item;
  return (
    <tr data-row>
      <th scope="row" className="max-w-96">
        <SubjectLink subject={subject} />
      </th>
      <td data-label="Is">
        <Class item={item} />
      </td>
      <td data-label="Dangerous rights" className={cn(dangerous === 0 && "text-ink-3")}>
        {incomplete ? (
          <span className="inline-flex items-center gap-1.5">
            <VerdictGlyph verdict="notAssessed" />
            {dangerous === 0 ? "not seen in full" : `at least ${dangerous}`}
          </span>
        ) : (
          dangerous
        )}
      </td>
      <td data-label="Holds" className="text-ink-2">
        {item.bound ? holdsWords(everywhere, namespaces) : "no binding of its own"}
      </td>
      <td data-label="Used by" className={cn("text-ink-2", subject.kind !== "ServiceAccount" && "narrow:!hidden")}>
        <Use item={item} />
      </td>
      <td data-label="Origin" className={cn(!isDefault && "narrow:!hidden")}>
        {isDefault ? <Badge>Kubernetes’ own</Badge> : null}
      </td>
    </tr>
  );
}

/** What it is; why is told to who asks, and the identity of a cloud stands in full. */
function Class({ item: { class: subjectClass, classReason, cloud, subject } }: { item: SubjectItem }) {
  return (
    <span className="grid min-w-0">
      <span title={classReason}>{subjectClass}</span>
      {cloud === undefined ? null : (
        <span className="text-12 text-ink-3 [overflow-wrap:anywhere]">
          {cloud === subject.name ? "cloud identity" : <bdi>{visibleText(cloud)}</bdi>}
        </span>
      )}
    </span>
  );
}

function holdsWords(everywhere: number, namespaces: number): string {
  const inside = namespaces === 0 ? [] : [`in ${counted(namespaces, "namespace")}`];
  const parts = [...(everywhere > 0 ? ["everywhere"] : []), ...inside];
  return parts.length === 0 ? "without a binding" : parts.join(" and ");
}

function Use({ item: { use, subject } }: { item: SubjectItem }) {
  if (subject.kind !== "ServiceAccount") return <span className="text-ink-3">–</span>;
  if (use === undefined || (!use.complete && use.workloads === 0))
    return (
      <span className="inline-flex items-center gap-1.5 text-unseen">
        <VerdictGlyph verdict="notAssessed" />
        not seen
      </span>
    );
  if (use.workloads === 0) return "no workload";
  return `${use.complete ? "" : "at least "}${counted(use.workloads, "workload")}, ${counted(use.pods, "pod")}`;
}

function Nobody({ list, filter, onChange }: ContentProps) {
  const filtered =
    filter.q !== "" ||
    filter.kind !== null ||
    filter.class !== null ||
    filter.bound !== "all" ||
    filter.namespace !== "" ||
    filter.risky ||
    filter.use !== null;
  if (filtered)
    return (
      <EmptyState
        icon={<Users aria-hidden />}
        title="No subject matches these filters"
        action={
          <Button
            onClick={() => onChange({ q: "", kind: null, class: null, bound: "all", namespace: "", risky: false, use: null })}
          >
            Clear the filters
          </Button>
        }
      >
        Bindings of this scan name {counted(list.known, "subject")}.
      </EmptyState>
    );
  if (!list.complete)
    return (
      <EmptyState icon={<VerdictGlyph verdict="notAssessed" />} title="Nobody could be seen">
        Bindings could not be read, so nobody’s rights are known. That is not the same as nobody having any.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<Users aria-hidden />}
      title="Nobody but Kubernetes’ own subjects holds a right here"
      action={<Button onClick={() => onChange({ defaults: "show" })}>Show Kubernetes’ own</Button>}
    >
      Each binding of this cluster is one that Kubernetes itself creates, and has its original content.
    </EmptyState>
  );
}
