/** What the tokens of workloads lead to in the whole cluster. */
import { isMirror } from "../../inventory/pod-owners.ts";
import { dangersAt } from "../../rbac/dangers.ts";
import { identityOf } from "../../rbac/subject.ts";
import type { CheckContext } from "../define.ts";
import { access, rbacResources } from "../rbac/access.ts";
import { accountOf, mountsToken } from "./unused-token.ts";
import type { Workload } from "./workloads.ts";

export const tokenPowerResources = [...rbacResources, "serviceaccounts"] as const;

/** Rights that lead further; what sufficed for one of them on older minors alone is not counted. */
const dangers = dangersAt("1.37");

/** @returns what the token of a workload may do in the whole cluster that leads further; undefined where it is nothing, or has none. */
export function tokenPowers(
  context: CheckContext<(typeof tokenPowerResources)[number]>,
): (workload: Workload) => string | undefined {
  const { powers } = context.view(access);
  const accounts = new Map(context.list("serviceaccounts").map((item) => [`${item.meta.namespace}/${item.meta.name}`, item]));
  const known = new Map<string, string | undefined>();
  return (workload) => {
    const subject = accountOf(workload);
    const account = accounts.get(`${subject.namespace}/${subject.name}`);
    const asked = workload.spec.volumes?.some(({ token }) => token) === true;
    const settled = asked || account !== undefined || workload.spec.automountServiceAccountToken !== undefined;
    if (!settled && !context.complete("serviceaccounts", subject.namespace)) return undefined;
    if (isMirror(workload.item) || !(asked || mountsToken(workload, account))) return undefined;
    const key = identityOf(subject);
    if (!known.has(key)) known.set(key, dangers.find(({ requests }) => powers.holds(subject, requests, ""))?.may);
    return known.get(key);
  };
}
