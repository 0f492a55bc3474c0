"use client";
import { useQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { useQueryStates } from "nuqs";
import { type RefObject, useRef } from "react";
import { useFilterKey, useRowKeys } from "#client/shortcuts.ts";
import type { RoleList as List, RoleItem } from "#contracts/access/subjects.ts";
import { DefaultsBox } from "../access/rights-filters.tsx";
import { counted, subjectKey, subjectLabel } from "../access/subject-words.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { cn } from "../ui/cn.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { NarrowingField } from "../ui/narrowing-field.tsx";
import { PanelFooter } from "../ui/panel.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { EmptyState } from "../ui/states.tsx";
import { SortableHeader, Table } from "../ui/table.tsx";
import { ListChoice } from "./list-choice.tsx";
import { ListFrame } from "./list-frame.tsx";
import { PageButtons } from "./page-buttons.tsx";
import { RoleLink } from "./subject-link.tsx";
import { type RoleFilter, rolesOptions, subjectsAPage } from "./subject-query.ts";
import { roleListParsers } from "./subject-url.ts";

/** What roles there are: what each gives, who holds it, and what nothing uses. */
export function RoleList({ scanId }: { scanId: string }) {
  const [filter, setFilter] = useQueryStates(roleListParsers);
  const field = useRef<HTMLInputElement>(null);
  useFilterKey(field);
  const query = useQuery(rolesOptions(scanId, filter));
  const list = query.data;
  const change = (part: Partial<RoleFilter>) => void setFilter({ page: 1, ...part });
  return (
    <>
      <header className="mb-4 grid gap-3">
        <ListChoice />
        <div>
          <h1 className="text-20 tracking-[-.015em]">{list === undefined ? "Roles" : titleOf(list)}</h1>
          <p className="min-h-5 text-ink-2">{list === undefined ? "" : subtitleOf(list, filter)}</p>
        </div>
        <Toolbar filter={filter} field={field} hidden={list?.hiddenDefaults ?? 0} onChange={change} />
      </header>
      <ListFrame scanId={scanId} query={query}>
        {(found) => <Content list={found} filter={filter} onChange={change} />}
      </ListFrame>
    </>
  );
}

function titleOf({ total, dangerous }: List): string {
  if (total === 0) return "No role matches";
  if (dangerous === 0) return `${counted(total, "role")}, none with a dangerous right that was seen`;
  return `${counted(dangerous, "role")} of ${total.toLocaleString("en")} ${dangerous === 1 ? "gives" : "give"} dangerous rights`;
}

function subtitleOf({ unused, hiddenDefaults }: List, { defaults }: RoleFilter): string {
  const idle = unused === 0 ? "Each is used, as far as was seen." : `${counted(unused, "role is", "roles are")} used by nothing.`;
  const hidden =
    defaults === "hide" && hiddenDefaults > 0
      ? ` ${counted(hiddenDefaults, "role")} as Kubernetes creates ${hiddenDefaults === 1 ? "it is" : "them are"} hidden.`
      : "";
  return `${idle}${hidden}`;
}

interface ToolbarProps {
  readonly filter: RoleFilter;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly hidden: number;
  readonly onChange: (part: Partial<RoleFilter>) => void;
}

function Toolbar({ filter, field, hidden, onChange }: ToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <SearchField
        className="w-56 narrow:w-full"
        ref={field}
        label="Find roles by name"
        placeholder="Find roles"
        value={filter.q}
        onText={(q) => onChange({ q })}
      />
      <Choice
        label="Kind of role"
        value={filter.of ?? ""}
        onChange={(of) => onChange({ of: of || null })}
        options={{ "": "Roles and ClusterRoles", Role: "Roles", ClusterRole: "ClusterRoles" }}
      />
      <Choice
        label="Which roles"
        value={filter.show ?? ""}
        onChange={(show) => onChange({ show: show || null })}
        options={{
          "": "All of them",
          dangerous: "With dangerous rights",
          unused: "Used by nothing",
          aggregated: "Made of others",
        }}
      />
      <NarrowingField
        className="narrow:w-full"
        label="Only roles that are in this namespace, or bound in it"
        placeholder="any namespace"
        value={filter.namespace}
        onValue={(namespace) => onChange({ namespace })}
      />
      <DefaultsBox shown={filter.defaults} hidden={hidden} onShown={(defaults) => onChange({ defaults })} />
    </div>
  );
}

interface ContentProps {
  readonly list: List;
  readonly filter: RoleFilter;
  readonly onChange: (part: Partial<RoleFilter>) => void;
}

function Content({ list, filter, onChange }: ContentProps) {
  const rows = useRef<HTMLDivElement>(null);
  useRowKeys(rows);
  if (list.total === 0) return <NoRoles list={list} onChange={onChange} />;
  const sortBy = (order: RoleFilter["order"]) => {
    const direction = order === "name" ? ("ascending" as const) : ("descending" as const);
    return { sorted: filter.order === order ? direction : undefined, onSort: () => onChange({ order }) };
  };
  return (
    <div ref={rows}>
      <Table caption="Roles">
        <thead>
          <tr>
            <SortableHeader {...sortBy("name")}>Role</SortableHeader>
            <th scope="col">Kind</th>
            <th scope="col" className="num">
              Rules
            </th>
            <SortableHeader {...sortBy("danger")}>Dangerous rights</SortableHeader>
            <SortableHeader {...sortBy("holders")}>Held by</SortableHeader>
            <th scope="col">Origin</th>
          </tr>
        </thead>
        <tbody>
          {list.items.map((item) => (
            <Row key={`${item.role.kind} ${item.role.namespace ?? ""}/${item.role.name}`} item={item} />
          ))}
        </tbody>
      </Table>
      <PanelFooter className="flex flex-wrap items-center gap-3">
        <span>{counted(list.total, "role")}</span>
        <PageButtons
          label="Pages of roles"
          page={filter.page}
          size={subjectsAPage}
          total={list.total}
          onPage={(page) => onChange({ page })}
        />
      </PanelFooter>
    </div>
  );
}

function Row({ item }: { item: RoleItem }) {
  const { role, rules, dangers, exists } = item;
  const unseen = exists === undefined;
  return (
    <tr data-row>
      <th scope="row" className="max-w-96">
        <RoleLink {...role} />
      </th>
      <td data-label="Kind" className="text-ink-2">
        {role.kind}
      </td>
      <td data-label="Rules" className="num">
        {unseen ? <VerdictGlyph verdict="notAssessed" labelled /> : exists ? rules : "does not exist"}
      </td>
      <td
        data-label="Dangerous rights"
        className={cn(dangers.length === 0 && "text-ink-3")}
        title={dangers.length === 0 ? undefined : dangers.map((may) => `may ${may}`).join("\n")}
      >
        {unseen ? <VerdictGlyph verdict="notAssessed" labelled /> : dangers.length}
      </td>
      <td data-label="Held by" className="!whitespace-normal text-ink-2">
        <Holders item={item} />
      </td>
      <td data-label="Origin" className={cn(item.origin === "own" && !item.aggregated && "narrow:!hidden")}>
        <Origin item={item} />
      </td>
    </tr>
  );
}

function Holders({ item: { holders, first, bindings, feeds, unused } }: { item: RoleItem }) {
  if (holders > 0)
    return (
      <span className="[overflow-wrap:anywhere]">
        {first.map((subject, place) => (
          <span key={subjectKey(subject)}>
            {place > 0 ? ", " : ""}
            <code className="text-ink [unicode-bidi:isolate]">{subjectLabel(subject)}</code>
          </span>
        ))}
        {holders > first.length ? ` and ${(holders - first.length).toLocaleString("en")} more` : ""}
      </span>
    );
  if (bindings > 0) return `nobody: ${counted(bindings, "binding names", "bindings name")} no subject`;
  if (feeds > 0)
    return <span className="text-ink-3">through {counted(feeds, "role that it is part of", "roles that it is part of")}</span>;
  if (unused === undefined)
    return (
      <span className="inline-flex items-center gap-1.5 text-unseen">
        <VerdictGlyph verdict="notAssessed" />
        not seen
      </span>
    );
  return <Badge>used by nothing</Badge>;
}

function Origin({ item: { origin, aggregated } }: { item: RoleItem }) {
  return (
    <span className="flex flex-wrap gap-1">
      {origin === "own" ? null : (
        <Badge look={origin === "changed" ? "accent" : "plain"}>
          {origin === "changed" ? "changed from Kubernetes’ own" : "Kubernetes’ own"}
        </Badge>
      )}
      {aggregated ? <Badge>made of others</Badge> : null}
    </span>
  );
}

function NoRoles({ list, onChange }: Pick<ContentProps, "list" | "onChange">) {
  if (list.known === 0 && !list.complete)
    return (
      <EmptyState icon={<VerdictGlyph verdict="notAssessed" />} title="No role could be seen">
        Roles could not be read. That is not the same as there being none.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<ScrollText aria-hidden />}
      title="No role matches these filters"
      action={
        <Button onClick={() => onChange({ q: "", of: null, show: null, namespace: "", defaults: "show" })}>
          Show every role
        </Button>
      }
    >
      {counted(list.known, "role")} {list.known === 1 ? "is" : "are"} known in this scan.
    </EmptyState>
  );
}
