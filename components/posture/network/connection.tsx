"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useId } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { NetworkReachAnswer } from "#contracts/network.ts";
import { Choice } from "../../ui/choice.tsx";
import { Input } from "../../ui/field.tsx";
import { VerdictGlyph, type VerdictName } from "../../ui/glyphs.tsx";
import { Panel } from "../../ui/panel.tsx";
import { ErrorState, SkeletonRows } from "../../ui/states.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { connectionParsers, protocolNames } from "./network-url.ts";
import { connectionSentence, endSentence } from "./network-words.ts";

const places: Readonly<Record<string, string>> = {
  internet: "the internet",
  metadata: "the metadata API",
  "api-server": "the API server",
};
const protocolOptions = Object.fromEntries(protocolNames.map((name) => [name, name])) as Record<
  (typeof protocolNames)[number],
  string
>;

/** Two ends and a port: whether the one reaches the other, and the policies and rules that decide it. */
export function Connection({ scanId, names }: { scanId: string; names: readonly string[] }) {
  const [asked, setAsked] = useQueryStates(connectionParsers);
  const port = useId();
  const place = Object.hasOwn(places, asked.to) ? asked.to : undefined;
  const to = place ?? (asked.target === "" ? undefined : `${asked.to}/${asked.target}`);
  const from = asked.source === "" ? undefined : `${asked.from}/${asked.source}`;
  return (
    <Panel title="Ask about one connection">
      <div className="grid gap-3 px-4 py-3">
        <div className="flex flex-wrap items-center gap-2">
          <span className="w-10 text-ink-3">From</span>
          <NamespaceChoice
            label="Namespace it comes from"
            value={asked.from}
            names={names}
            onChange={(next) => void setAsked({ from: next, source: "" })}
          />
          <WorkloadChoice
            label="Workload it comes from"
            scanId={scanId}
            namespace={asked.from}
            value={asked.source}
            onChange={(source) => void setAsked({ source })}
          />
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <span className="w-10 text-ink-3">To</span>
          <NamespaceChoice
            label="Where it goes"
            value={asked.to}
            names={names}
            places={places}
            onChange={(next) => void setAsked({ to: next, target: "" })}
          />
          {place === undefined ? (
            <WorkloadChoice
              label="Workload it goes to"
              scanId={scanId}
              namespace={asked.to}
              value={asked.target}
              onChange={(target) => void setAsked({ target })}
            />
          ) : null}
          <Choice
            label="Protocol"
            value={asked.protocol}
            options={protocolOptions}
            onChange={(protocol) => void setAsked({ protocol })}
          />
          <label htmlFor={port} className="sr-only">
            Port, empty for every port
          </label>
          <span className="w-28">
            <Input
              id={port}
              inputMode="numeric"
              placeholder="every port"
              value={asked.port === 0 ? "" : String(asked.port)}
              onChange={(event) => {
                const number = Number(event.target.value);
                if (Number.isInteger(number) && number >= 0 && number <= 65_535) void setAsked({ port: number });
              }}
            />
          </span>
        </div>
      </div>
      <div className="border-line border-t px-4 py-3">
        {from === undefined || to === undefined ? (
          <p className="text-ink-2">
            Choose both ends, and why the one reaches the other stands here. A cell of the picture chooses their namespaces.
          </p>
        ) : (
          <Reached input={{ id: scanId, from, to, protocol: asked.protocol, port: asked.port }} />
        )}
      </div>
    </Panel>
  );
}

interface NamespaceChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly names: readonly string[];
  readonly places?: Readonly<Record<string, string>>;
  readonly onChange: (value: string) => void;
}

function NamespaceChoice({ label, value, names, places: others = {}, onChange }: NamespaceChoiceProps) {
  const options = { "": "namespace", ...others, ...Object.fromEntries(names.map((name) => [name, visibleText(name)])) };
  return <Choice label={label} value={value} options={options} onChange={onChange} />;
}

interface WorkloadChoiceProps {
  readonly label: string;
  readonly scanId: string;
  readonly namespace: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function WorkloadChoice({ label, scanId, namespace, value, onChange }: WorkloadChoiceProps) {
  const query = useQuery({
    ...api.network.namespace.queryOptions({ input: { id: scanId, namespace } }),
    enabled: namespace !== "",
  });
  const found = query.data?.workloads ?? [];
  const options = {
    "": "workload",
    ...Object.fromEntries(found.map(({ kind, name }) => [`${kind}/${name}`, `${visibleText(name)} (${kind})`])),
  };
  return <Choice label={label} value={value} options={options} onChange={onChange} />;
}

interface ReachedProps {
  readonly input: {
    readonly id: string;
    readonly from: string;
    readonly to: string;
    readonly protocol: (typeof protocolNames)[number];
    readonly port: number;
  };
}

const glyphs: Readonly<Record<NetworkReachAnswer["verdict"], VerdictName>> = {
  yes: "pass",
  some: "pass",
  no: "fail",
  unknown: "notAssessed",
};

function Reached({ input }: ReachedProps) {
  const query = useQuery(api.network.reach.queryOptions({ input, placeholderData: (old) => old }));
  if (query.isError) return <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} className="px-0" />;
  if (query.data === undefined) return <SkeletonRows rows={3} columns={2} />;
  const on = input.port === 0 ? `any port of ${input.protocol}` : `${input.protocol} ${input.port}`;
  const ends = { from: visibleText(shortOf(input.from)), to: places[input.to] ?? visibleText(shortOf(input.to)) };
  return (
    <div className="grid gap-3" aria-live="polite">
      <p className="font-label text-14 text-ink [overflow-wrap:anywhere]">
        {connectionSentence(query.data, {
          ...ends,
          on: input.port === 0 ? (query.data.verdict === "no" ? on : query.data.ports) : on,
        })}
      </p>
      <ol className="grid gap-3">
        {query.data.ends.map((end) => (
          <End key={end.direction} end={end} name={end.direction === "egress" ? ends.from : ends.to} />
        ))}
      </ol>
    </div>
  );
}

/** `shop/Deployment/web` as people say it: `shop/web`. */
function shortOf(end: string): string {
  const [namespace, , name] = end.split("/");
  return name === undefined ? end : `${namespace}/${name}`;
}

function End({ end, name }: { end: NetworkReachAnswer["ends"][number]; name: string }) {
  return (
    <li className="grid gap-1">
      <p className="flex items-start gap-1.5 [overflow-wrap:anywhere]">
        <VerdictGlyph verdict={glyphs[end.verdict]} labelled className="mt-0.5 flex-none" />
        <span>
          <code className="font-label">{name}</code> {end.direction === "egress" ? "sends: " : "takes in: "}
          <span className="text-ink-2">{visibleText(endSentence(end))}</span>
        </span>
      </p>
      {end.rules.length === 0 ? null : (
        <ul aria-label="Rules" className="ml-5 grid gap-0.5 text-12">
          {end.rules.map((rule) => (
            <li key={`${rule.policy} ${rule.path}`} className="[overflow-wrap:anywhere]">
              <code>{visibleText(rule.policy)}</code> <code className="text-ink-3">{rule.path}</code>{" "}
              <span className="text-ink-2">
                {rule.action === "Allow" ? "lets through" : rule.action === "Deny" ? "refuses" : "passes on"} {rule.ports}
                {rule.match === "maybe" ? ", perhaps" : ""}
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
