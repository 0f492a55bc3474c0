"use client";
import { useQuery } from "@tanstack/react-query";
import type { RoleDetail } from "#contracts/access/subjects.ts";
import { NotInAnswer, RestsOn } from "../access/answer-aside.tsx";
import { RuleBlock } from "../access/chain-view.tsx";
import { counted } from "../access/subject-words.ts";
import { QueryView } from "../shell/query-view.tsx";
import { Badge } from "../ui/badge.tsx";
import { ObjectName } from "../ui/object-name.tsx";
import { Answer, Panel, PanelFooter } from "../ui/panel.tsx";
import { Table } from "../ui/table.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { BackToList } from "./back-to-list.tsx";
import { BindingGraph } from "./binding-graph.tsx";
import { RoleLink, SubjectLink } from "./subject-link.tsx";
import { roleGraphOptions, roleOptions } from "./subject-query.ts";
import type { RoleName } from "./subject-url.ts";
import { SubjectSkeleton } from "./subjects-page.tsx";

/** Everything about one role: what it allows, who holds it where, and what it is made of. */
export function RoleView({ scanId, role }: { scanId: string; role: RoleName }) {
  const query = useQuery(roleOptions(scanId, role));
  return (
    <>
      <BackToList />
      <QueryView query={query} skeleton={<SubjectSkeleton />} page>
        {(detail) => (
          <>
            <Answer title={<Title detail={detail} />}>
              <About detail={detail} />
            </Answer>
            <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_264px]">
              <div className="grid min-w-0 gap-4">
                <BindingGraph title="Who is bound to it" options={roleGraphOptions(scanId, role)} />
                <Rules detail={detail} />
                <Holders detail={detail} />
              </div>
              <div className="grid gap-4">
                {detail.complete ? null : <NotInAnswer scanId={scanId} gaps={detail.gaps} />}
                <RestsOn scanId={scanId} />
              </div>
            </div>
          </>
        )}
      </QueryView>
    </>
  );
}

function Title({ detail: { role, holdersTotal, dangers, exists } }: { detail: RoleDetail }) {
  const name = <code>{visibleText(role.namespace === undefined ? role.name : `${role.namespace}/${role.name}`)}</code>;
  const held = holdersTotal === 0 ? "is held by nobody" : `is held by ${counted(holdersTotal, "holder")}`;
  if (exists === false)
    return (
      <>
        {role.kind} {name} does not exist, and {held}.
      </>
    );
  return (
    <>
      {role.kind} {name} {held}
      {dangers.length === 0 ? "." : ` and gives ${counted(dangers.length, "dangerous right")}.`}
    </>
  );
}

const origins = {
  default: "Kubernetes itself creates this role with this content.",
  changed: "Kubernetes creates a role of this name; this one gives more. The rules that do are marked.",
  own: undefined,
} as const;

function About({ detail }: { detail: RoleDetail }) {
  const { dangers, origin, exists, aggregated, fedBy, feeds } = detail;
  return (
    <div className="grid gap-1">
      {exists === undefined ? <p>The role was not seen: what it gives is not known.</p> : null}
      {exists === false ? <p>Whoever creates a role of this name gives its rules to everybody who is bound to it.</p> : null}
      {origins[origin] === undefined ? null : <p>{origins[origin]}</p>}
      {dangers.length === 0 ? null : <p>Its holders may {dangers.join("; may ")}.</p>}
      {aggregated ? <Related label="Made of" names={fedBy} none="no role that it selects" /> : null}
      {feeds.length === 0 ? null : <Related label="Part of" names={feeds} none="" />}
    </div>
  );
}

function Related({ label, names, none }: { label: string; names: readonly string[]; none: string }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3">
      {label}
      {names.length === 0 ? none : null}
      {names.map((name) => (
        <RoleLink key={name} kind="ClusterRole" name={name} />
      ))}
    </p>
  );
}

function Rules({ detail: { rules, rulesTotal, exists } }: { detail: RoleDetail }) {
  return (
    <Panel title="Rules" aside={rulesTotal === 0 ? undefined : counted(rulesTotal, "rule")}>
      {rules.length === 0 ? (
        <p className="px-4 py-6 text-ink-2">
          {exists
            ? "It has no rule and gives nothing."
            : exists === false
              ? "There is no role, so nothing is given."
              : "No rule was seen."}
        </p>
      ) : (
        <ol className="grid gap-3 p-4">
          {rules.map((rule, number) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule is known by its place
            <li key={number} className="grid gap-1">
              <p className="flex items-center gap-2 text-12 text-ink-3">
                Rule {number + 1}
                {rule.added ? <Badge look="accent">more than Kubernetes’ own</Badge> : null}
              </p>
              <RuleBlock rule={rule} asked={{ verbs: [] }} />
            </li>
          ))}
        </ol>
      )}
      {rulesTotal > rules.length ? <PanelFooter>{counted(rulesTotal - rules.length, "more rule")} not shown.</PanelFooter> : null}
    </Panel>
  );
}

function Holders({ detail: { holders, holdersTotal, bindings } }: { detail: RoleDetail }) {
  return (
    <Panel title="Held by" aside={`${counted(holdersTotal, "holder")} by ${counted(bindings, "binding")}`}>
      {holders.length === 0 ? (
        <p className="px-4 py-6 text-ink-2">
          {bindings === 0 ? "No binding that was seen names it." : "Its bindings name nobody."}
        </p>
      ) : (
        <Table caption="Holders">
          <thead>
            <tr>
              <th scope="col">Subject</th>
              <th scope="col">Holds it</th>
              <th scope="col">Binding</th>
            </tr>
          </thead>
          <tbody>
            {holders.map(({ subject, meansNobody, binding }) => (
              <tr key={JSON.stringify([subject, binding])} data-row>
                <th scope="row" className="max-w-96">
                  {meansNobody ? (
                    <span className="inline-flex items-center gap-2">
                      <ObjectName namespace={subject.namespace} name={subject.name} />
                      <Badge>means nobody</Badge>
                    </span>
                  ) : (
                    <SubjectLink subject={subject} />
                  )}
                </th>
                <td data-label="Holds it" className="text-ink-2">
                  {binding.namespace === undefined ? "everywhere" : <code>{binding.namespace}</code>}
                </td>
                <td data-label="Binding">
                  <ObjectName namespace={binding.namespace} name={binding.name} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {holdersTotal > holders.length ? (
        <PanelFooter>{counted(holdersTotal - holders.length, "more holder")} not shown.</PanelFooter>
      ) : null}
    </Panel>
  );
}
