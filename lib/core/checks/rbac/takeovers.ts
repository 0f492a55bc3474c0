/** Rights to run pods, told by what the labels of the namespaces let pods do to their node. */
import { type Takeover, type Takeovers, takeoversOf } from "../../pod-security/takeover.ts";
import { type CheckContext, defineView, type Report } from "../define.ts";
import { access, type HoldingFilter, holdings, isByDefaultRole, placeOf, type RbacResource, reportHolding } from "./access.ts";

export const takeovers = defineView({
  name: "takeovers",
  reads: ["namespaces"],
  build: ({ list }): Takeovers => takeoversOf(list("namespaces")),
});

export type ByTakeover =
  | "nodeEverywhere"
  | "keptEverywhere"
  | "unseenEverywhere"
  | "nodeInNamespace"
  | "keptInNamespace"
  | "unseenInNamespace"
  | "nodeByDefaultRole"
  | "byDefaultRole";

const inNamespace: Readonly<Record<Takeover, ByTakeover>> = {
  node: "nodeInNamespace",
  kept: "keptInNamespace",
  unknown: "unseenInNamespace",
};

/** @returns for each binding that gives a right to run pods one finding, by what admission then lets the pods do. */
export function* reportByTakeover(
  context: CheckContext<RbacResource | "namespaces">,
  filter: HoldingFilter,
): Iterable<Report<ByTakeover>> {
  const found = context.view(access);
  const levels = context.view(takeovers);
  const anywhere = levels.open > 0 ? "nodeEverywhere" : context.complete("namespaces") ? "keptEverywhere" : "unseenEverywhere";
  for (const holding of holdings(found, filter)) {
    const takeover = levels.of(holding.binding.namespace);
    const byDefault = takeover === "node" ? "nodeByDefaultRole" : "byDefaultRole";
    const message = isByDefaultRole(found, holding) ? byDefault : inNamespace[takeover];
    const report = reportHolding(holding, placeOf(holding) === "everywhere" ? anywhere : message);
    yield { ...report, data: { ...report.data, open: levels.open, seen: levels.seen } };
  }
}
