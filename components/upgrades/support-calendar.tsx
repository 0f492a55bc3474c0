import { Pencil } from "lucide-react";
import { useState } from "react";
import { useMay } from "#client/session.ts";
import type { SupportView, UpgradeCatalogue } from "#contracts/upgrade.ts";
import { Badge } from "../ui/badge.tsx";
import { IconButton } from "../ui/button.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Panel, PanelFooter } from "../ui/panel.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { SupportDateDialog } from "./support-date-dialog.tsx";
import { day, productName } from "./upgrade-words.ts";

type Provider = SupportView["provider"];
const providers: readonly Provider[] = ["upstream", "eks", "aks", "gke"];

const phases: Readonly<Record<SupportView["phase"], string>> = {
  notReleased: "not released",
  standard: "supported",
  maintenance: "maintenance",
  extended: "extended",
  standardEnded: "standard is over, extended not known",
  ended: "over",
  unknown: "not in the calendar",
};

/** How long each minor is supported by whom; whoever may corrects a date. */
export function SupportCalendar({ calendar }: { calendar: UpgradeCatalogue["calendar"] }) {
  const may = useMay("upgrade:plan");
  const [edited, setEdited] = useState<SupportView>();
  const minors = [...new Set(calendar.support.map(({ minor }) => minor))];
  const of = (minor: string, provider: Provider) =>
    calendar.support.find((one) => one.minor === minor && one.provider === provider);
  return (
    <Panel
      title="Support calendar"
      aside={`Kubernetes as of ${day(calendar.asOf)}, providers as of ${day(calendar.managedAsOf)}`}
    >
      <Table caption="End of support of each minor">
        <thead>
          <tr>
            <th scope="col">Minor</th>
            {providers.map((provider) => (
              <th key={provider} scope="col">
                {productName(provider)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {minors.map((minor) => (
            <tr key={minor}>
              <th scope="row">
                <code>{minor}</code>
              </th>
              {providers.map((provider) => {
                const support = of(minor, provider);
                return (
                  <td key={provider} data-label={productName(provider)}>
                    {support === undefined ? null : <Cell support={support} edit={may ? () => setEdited(support) : undefined} />}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </Table>
      <Changes calendar={calendar} />
      {edited === undefined ? null : <SupportDateDialog support={edited} onClose={() => setEdited(undefined)} />}
    </Panel>
  );
}

function Cell({ support, edit }: { support: SupportView; edit: (() => void) | undefined }) {
  const unseen = support.phase === "unknown" || support.phase === "standardEnded";
  return (
    <span className="flex items-start gap-1 py-1">
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1.5 text-ink-2">
          {unseen ? <VerdictGlyph verdict="notAssessed" /> : null}
          {phases[support.phase]}
        </span>
        {support.ends.map(({ end, date, estimate, from }) => (
          <span key={end} className="flex flex-wrap items-center gap-x-1.5 whitespace-nowrap text-12">
            {end === "extended" ? "extended until" : "until"} {day(date)}
            {estimate ? <span className="text-ink-3">estimate</span> : null}
            {from === "operator" ? <Badge look="accent">set here</Badge> : null}
          </span>
        ))}
      </span>
      {edit === undefined ? null : (
        <IconButton size="small" label={`Change dates of ${productName(support.provider)} ${support.minor}`} onClick={edit}>
          <Pencil aria-hidden />
        </IconButton>
      )}
    </span>
  );
}

function Changes({ calendar }: { calendar: UpgradeCatalogue["calendar"] }) {
  if (calendar.changes.length === 0)
    return <PanelFooter>The calendar ships with the release. No date was set in its place.</PanelFooter>;
  return (
    <PanelFooter>
      <ul aria-label="Dates that were set here">
        {calendar.changes.map(({ provider, minor, end, date, setBy, setAt }) => (
          <li key={`${provider} ${minor} ${end}`}>
            {productName(provider)} {minor}, {end}: {day(date)}, set by <bdi>{setBy}</bdi> on <Time at={setAt} />
          </li>
        ))}
      </ul>
    </PanelFooter>
  );
}
