"use client";
import { useQuery } from "@tanstack/react-query";
import type { ScanDetail } from "#contracts/scans.ts";
import { GapList } from "../scans/gap-list.tsx";
import type { Gap } from "../scans/gap-words.ts";
import { scanOptions } from "../scans/page-scan.ts";
import { Hatch } from "../ui/hatch.tsx";
import { Panel, PanelFooter } from "../ui/panel.tsx";
import { PartialBanner, SkeletonRows } from "../ui/states.tsx";

/** What an answer does not know, and what would grant it. */
export function NotInAnswer({ scanId, gaps }: { scanId: string; gaps: readonly Gap[] }) {
  const grant = useQuery(scanOptions(scanId)).data?.grant;
  return (
    <PartialBanner title="Not in this answer" grant={grant}>
      <div className="mt-2">
        {gaps.length === 0 ? <p>Members of groups: Kubernetes does not list them.</p> : <GapList gaps={gaps} most={6} />}
      </div>
    </PartialBanner>
  );
}

const names = [
  { resource: "clusterroles.rbac.authorization.k8s.io", name: "ClusterRoles" },
  { resource: "clusterrolebindings.rbac.authorization.k8s.io", name: "ClusterRoleBindings" },
  { resource: "roles.rbac.authorization.k8s.io", name: "Roles" },
  { resource: "rolebindings.rbac.authorization.k8s.io", name: "RoleBindings" },
] as const;

function Look({ look }: { look: ScanDetail["looks"][number] | undefined }) {
  if (look === undefined || look.state === "unseen") {
    return (
      <span className="inline-flex items-center gap-2 text-unseen">
        <Hatch className="h-3 w-6" />
        not seen
      </span>
    );
  }
  if (look.state === "absent") return "not served";
  return look.state === "complete" ? `all ${look.items.toLocaleString("en")}` : `${look.items.toLocaleString("en")}, not all`;
}

/** How many roles and bindings the answer was computed from, and whether that was all of them. */
export function RestsOn({ scanId }: { scanId: string }) {
  const scan = useQuery(scanOptions(scanId)).data;
  return (
    <Panel title="What this rests on">
      {scan === undefined ? (
        <SkeletonRows rows={4} columns={2} />
      ) : (
        <dl className="grid grid-cols-[1fr_auto] gap-y-1 px-4 py-3 text-12 leading-5">
          {names.map(({ resource, name }) => (
            <div key={resource} className="contents">
              <dt className="text-ink-3">{name}</dt>
              <dd className="text-right">
                <Look look={scan.looks.find((look) => look.resource === resource)} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <PanelFooter>
        RBAC cannot deny: “no” means that no rule allows it. Webhook and other authorizers are not part of it.
      </PanelFooter>
    </Panel>
  );
}
