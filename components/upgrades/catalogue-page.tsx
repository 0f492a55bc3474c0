"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import type { UpgradeCatalogue } from "#contracts/upgrade.ts";
import { PageBody } from "../shell/page-body.tsx";
import { QueryView } from "../shell/query-view.tsx";
import { Answer, Panel, PanelFooter } from "../ui/panel.tsx";
import { Skeleton, SkeletonRows } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { SupportCalendar } from "./support-calendar.tsx";
import { UpgradeTabs } from "./upgrade-tabs.tsx";
import { day } from "./upgrade-words.ts";

/** What is known of Kubernetes' APIs and of support, and from when it is. */
export function CataloguePage() {
  const query = useQuery(api.upgrade.catalogue.queryOptions());
  return (
    <>
      <UpgradeTabs />
      <PageBody>
        <QueryView query={query} skeleton={<CatalogueSkeleton />} page>
          {(catalogue) => (
            <>
              <Answer title={`${catalogue.reach.apis} APIs are known, up to Kubernetes ${catalogue.reach.newest}.`}>
                Made on {day(catalogue.reach.made)} from Kubernetes’ source and what each minor from {catalogue.reach.oldest} on
                really served. What a later minor removes is not known, and never judged. Feature gates are known from{" "}
                {catalogue.gates.oldest} to {catalogue.gates.newest}.
              </Answer>
              <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
                <SupportCalendar calendar={catalogue.calendar} />
                <Removals catalogue={catalogue} />
              </div>
            </>
          )}
        </QueryView>
      </PageBody>
    </>
  );
}

function Removals({ catalogue }: { catalogue: UpgradeCatalogue }) {
  return (
    <Panel title="What each minor removes" aside="APIs that were served by default, and what takes their place">
      <Table caption="Removals of each minor">
        <thead>
          <tr>
            <th scope="col">Minor</th>
            <th scope="col">Removed</th>
            <th scope="col">Which</th>
            <th scope="col">Off by default</th>
            <th scope="col">Other</th>
          </tr>
        </thead>
        <tbody>
          {catalogue.removals.map(({ minor, byDefault, offByDefault, others }) => (
            <tr key={minor}>
              <th scope="row">
                <code>{minor}</code>
              </th>
              <td data-label="Removed" className="whitespace-nowrap tabular-nums">
                {byDefault.length} {byDefault.length === 1 ? "removal" : "removals"}
              </td>
              <td data-label="Which" className="whitespace-normal">
                <ApiList apis={byDefault} none="0 removals in this minor" />
              </td>
              <td data-label="Off by default" className="whitespace-normal">
                <ApiList apis={offByDefault} none="none" />
              </td>
              <td data-label="Other" className="tabular-nums">
                {others.length}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <PanelFooter>Other are subresources, what is only sent, and files of components such as kubeadm’s.</PanelFooter>
    </Panel>
  );
}

interface ApiListProps {
  readonly apis: UpgradeCatalogue["removals"][number]["byDefault"];
  /** What is said where there are none. */
  readonly none: string;
}

function ApiList({ apis, none }: ApiListProps) {
  if (apis.length === 0) return <span className="text-ink-3">{none}</span>;
  return (
    <details>
      <summary className="min-h-6 cursor-pointer py-1">
        {apis.length} {apis.length === 1 ? "kind" : "kinds"}: {[...new Set(apis.map(({ kind }) => kind))].slice(0, 3).join(", ")}
        {apis.length > 3 ? " …" : ""}
      </summary>
      <ul className="pb-2 text-12">
        {apis.map(({ apiVersion, kind, replacement }) => (
          <li key={`${apiVersion} ${kind}`} className="[overflow-wrap:anywhere]">
            <code>{apiVersion}</code> {kind}{" "}
            {replacement === undefined ? (
              "→ nothing"
            ) : (
              <>
                → <code>{replacement}</code>
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function CatalogueSkeleton() {
  return (
    <>
      <Skeleton className="mb-2 h-9 w-3/5" />
      <Skeleton className="mb-5 h-5 w-4/5" />
      <div className="mb-4 rounded-panel border border-line bg-panel">
        <SkeletonRows rows={10} columns={5} />
      </div>
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={10} columns={5} />
      </div>
    </>
  );
}
