import type { MigrationWindowView, UpgradePlanView } from "#contracts/upgrade-plan.ts";
import { counted } from "../access/subject-words.ts";
import { Badge } from "../ui/badge.tsx";
import { Panel } from "../ui/panel.tsx";
import { Table } from "../ui/table.tsx";

const stands = { before: "not yet", inside: "now", after: "gone" } as const;

/** For each API that goes and has a successor: the minors that serve both, and where the cluster stands in them. */
export function WindowsPanel({ plan }: { plan: UpgradePlanView }) {
  if (plan.current === undefined) return null;
  return (
    <Panel title="Windows to migrate" aside={counted(plan.windows.length, "API")}>
      {plan.windows.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">
          No kind that this cluster serves has a version that goes and another that takes its place, up to {plan.catalogue.newest}
          .
        </p>
      ) : (
        <Table caption="APIs that go, what takes their place, and the minors that serve both">
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col">Minors that serve both</th>
              <th scope="col">What to do</th>
              <th scope="col" className="text-right">
                Objects
              </th>
            </tr>
          </thead>
          <tbody>
            {plan.windows.map((window) => (
              <Row key={`${window.from} ${window.kind}`} window={window} current={plan.current ?? ""} />
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

function Row({ window, current }: { window: MigrationWindowView; current: string }) {
  return (
    <tr>
      <td data-label="Kind">
        <b className="font-label">{window.kind}</b>
        <span className="block text-12 text-ink-2">
          <code>{window.from}</code> to <code>{window.to}</code>
        </span>
      </td>
      <td data-label="Minors that serve both">
        <Bar window={window} current={current} />
      </td>
      <td data-label="What to do" className="max-w-[60ch] whitespace-normal py-2">
        <Badge look={window.stands === "after" ? "critical" : window.stands === "inside" ? "accent" : "plain"}>
          {stands[window.stands]}
        </Badge>{" "}
        {window.says}
      </td>
      <td data-label="Objects" className="text-right narrow:text-left">
        {window.objects === undefined ? <span className="text-ink-3">not counted</span> : window.objects.toLocaleString("en")}
      </td>
    </tr>
  );
}

const minorOf = (text: string) => Number(text.slice(2));

/** Each minor a cell: only the old one, both, only the new one; the cluster's own is marked. */
function Bar({ window, current }: { window: MigrationWindowView; current: string }) {
  const { both, removed } = window;
  if (both === undefined) return <span className="text-ink-2">none: both change in {removed}</span>;
  const own = minorOf(current);
  const first = Math.max(Math.min(minorOf(both.from), own) - 1, own - 4);
  const last = Math.max(minorOf(removed), own);
  const minors = Array.from({ length: Math.min(last - first + 1, 12) }, (_, index) => first + index);
  return (
    <span
      className="inline-flex items-end gap-px"
      role="img"
      aria-label={`${both.from} to ${both.to} serve both; the cluster is on ${current}`}
    >
      {minors.map((minor) => {
        const inside = minor >= minorOf(both.from) && minor <= minorOf(both.to);
        const look = inside ? "bg-accent" : minor >= minorOf(removed) ? "bg-data-4" : "bg-data-3";
        return (
          <span key={minor} className="grid justify-items-center gap-0.5">
            <span className={`text-verb ${minor === own ? "font-label text-ink underline underline-offset-2" : "text-ink-3"}`}>
              {minor}
            </span>
            <span className={`h-2 w-6 ${look}`} />
          </span>
        );
      })}
    </span>
  );
}
