import type { ReactNode } from "react";
import { Panel } from "../ui/panel.tsx";
import { type ItemState, states as order } from "./checklist-words.ts";
import { ItemStateMark } from "./item-state.tsx";

export interface FleetItem {
  readonly id: string;
  readonly section: string;
  readonly text: string;
  readonly states: readonly { readonly cluster: string; readonly state: ItemState }[];
}

interface FleetItemsProps {
  readonly items: readonly FleetItem[];
  /** @returns how a cluster is shown, by what the items name it. */
  readonly nameOf: (cluster: string) => ReactNode;
}

/** Each item with the clusters in each state, by its section. */
export function FleetItems({ items, nameOf }: FleetItemsProps) {
  return [...Map.groupBy(items, ({ section }) => section)].map(([section, own]) => (
    <Panel key={section} title={section} className="print:border-0">
      <ul>
        {own.map(({ id, text, states }) => (
          <li
            key={id}
            className="grid break-inside-avoid gap-x-6 gap-y-2 border-line border-b px-4 py-3 last:border-b-0 wide:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]"
          >
            <h3 className="min-w-0 font-label text-14 [overflow-wrap:anywhere]">{text}</h3>
            <dl className="grid min-w-0 content-start gap-y-1 text-12">
              {order.map((state) => {
                const clusters = states.filter((one) => one.state === state).map(({ cluster }) => cluster);
                return clusters.length === 0 ? null : <State key={state} state={state} clusters={clusters} nameOf={nameOf} />;
              })}
              {states.length === 0 ? <p className="text-unseen">No cluster has a scan with results.</p> : null}
            </dl>
          </li>
        ))}
      </ul>
    </Panel>
  ));
}

const shown = 6;

interface StateProps extends Pick<FleetItemsProps, "nameOf"> {
  readonly state: ItemState;
  readonly clusters: readonly string[];
}

function State({ state, clusters, nameOf }: StateProps) {
  const rest = clusters.slice(shown);
  return (
    <div className="grid grid-cols-[8.5rem_2rem_minmax(0,1fr)] items-start narrow:grid-cols-[7.5rem_2rem_minmax(0,1fr)]">
      <dt className="min-h-6 leading-6">
        <ItemStateMark state={state} />
      </dt>
      <dd className="min-h-6 font-label text-ink tabular-nums leading-6">{clusters.length.toLocaleString("en-GB")}</dd>
      <dd className="min-w-0 leading-6 [overflow-wrap:anywhere]">
        <Names clusters={clusters.slice(0, shown)} nameOf={nameOf} />
        {rest.length === 0 ? null : (
          <details>
            <summary className="min-h-6 cursor-pointer text-ink-2 hover:text-ink">and {rest.length} more</summary>
            <Names clusters={rest} nameOf={nameOf} />
          </details>
        )}
      </dd>
    </div>
  );
}

function Names({ clusters, nameOf }: Pick<StateProps, "clusters" | "nameOf">) {
  return clusters.map((cluster, place) => (
    <span key={cluster}>
      {place > 0 ? ", " : ""}
      {nameOf(cluster)}
    </span>
  ));
}
