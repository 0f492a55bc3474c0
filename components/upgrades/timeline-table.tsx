import type { UpgradePlanView } from "#contracts/upgrade-plan.ts";
import { Table } from "../ui/table.tsx";
import { day, inDays, supporterName } from "./upgrade-words.ts";

type Row = UpgradePlanView["support"][number];

/** The timeline in words: the same minors, dates and parts of the cluster. */
export function TimelineTable({ plan, rows }: { plan: UpgradePlanView; rows: readonly Row[] }) {
  return (
    <Table caption="Minors, their support, and what of the cluster runs them">
      <thead>
        <tr>
          <th scope="col">Minor</th>
          {plan.supporter === "upstream" ? null : <th scope="col">{supporterName(plan.supporter)}</th>}
          <th scope="col">Upstream</th>
          <th scope="col">Move to it by</th>
          <th scope="col">In this cluster</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.minor}>
            <td data-label="Minor">
              <code>{row.minor}</code>
            </td>
            {row.provider === undefined ? null : <td data-label={supporterName(row.provider.by)}>{phasesWords(row.provider)}</td>}
            <td data-label="Upstream">{phasesWords(row.upstream)}</td>
            <td data-label="Move to it by">{row.moveBy === undefined ? "–" : day(row.moveBy)}</td>
            <td data-label="In this cluster">{partsOf(plan, row.minor)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function phasesWords({ ends, released }: Row["upstream"]): string {
  if (ends.length === 0) return "not in the calendar";
  const from = released === undefined ? "" : `from ${day(released)}, `;
  const words = ends.map(
    ({ end, date, daysLeft, estimate }) => `${end} until ${day(date)}${estimate ? " (estimate)" : ""}, ${inDays(daysLeft)}`,
  );
  return `${from}${words.join("; ")}`;
}

function partsOf({ current, servers, kubelets, proxies }: UpgradePlanView, minor: string): string {
  const parts = [
    ...(current === minor ? ["control plane"] : []),
    ...servers.filter((one) => one.minor === minor).map(({ count }) => `${count} ${count === 1 ? "API server" : "API servers"}`),
    ...kubelets.filter((one) => one.minor === minor).map(({ count }) => `${count} ${count === 1 ? "kubelet" : "kubelets"}`),
    ...proxies.filter((one) => one.minor === minor).map(({ count }) => `${count} kube-proxy`),
  ];
  return parts.length === 0 ? "–" : parts.join(", ");
}
