"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronRight, TriangleAlert } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useId, useState } from "react";
import type { SubjectDetail, SubjectRight } from "#contracts/access/subjects.ts";
import { chainKey } from "../access/chain-steps.ts";
import { ChainView } from "../access/chain-view.tsx";
import { counted, type SubjectName } from "../access/subject-words.ts";
import { QueryView } from "../shell/query-view.tsx";
import { cn } from "../ui/cn.ts";
import { Select } from "../ui/field.tsx";
import { Panel, PanelFooter } from "../ui/panel.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { SkeletonRows } from "../ui/states.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { PageButtons } from "./page-buttons.tsx";
import { rightsAPage, rightsOptions } from "./subject-query.ts";
import { rightsParsers } from "./subject-url.ts";

interface RightsProps {
  readonly scanId: string;
  readonly subject: SubjectName;
  readonly detail: SubjectDetail;
}

/** Everything that a subject may do, a place at a time; each right opens into its chains. */
export function SubjectRightsPanel({ scanId, subject, detail }: RightsProps) {
  const [{ place, find, rights: page }, setUrl] = useQueryStates(rightsParsers);
  const id = useId();
  const [everywhere, ...inside] = detail.places;
  const fallback = (everywhere?.rights ?? 0) > 0 || inside.length === 0 ? null : (inside[0]?.namespace ?? null);
  const chosen = place === null ? fallback : place === everywherePlace ? null : place;
  const query = useQuery(rightsOptions(scanId, subject, { place: chosen, find, page }));
  return (
    <Panel
      title="Rights"
      aside={
        <span className="flex flex-wrap items-center gap-2 py-1">
          <label htmlFor={`${id}-place`} className="sr-only">
            Where they hold
          </label>
          <Select
            id={`${id}-place`}
            value={chosen ?? everywherePlace}
            onChange={(event) => void setUrl({ place: event.target.value, rights: 1 })}
            className="max-w-64"
          >
            {detail.places.map(({ namespace, rights }) => (
              <option key={namespace ?? everywherePlace} value={namespace ?? everywherePlace}>
                {namespace === undefined ? "Everywhere" : visibleText(namespace)} ({rights})
              </option>
            ))}
          </Select>
          <SearchField
            className="w-44"
            label="Find a resource or URL"
            placeholder="resource or URL"
            value={find}
            onText={(text) => void setUrl({ find: text, rights: 1 })}
          />
        </span>
      }
    >
      <QueryView query={query} skeleton={<SkeletonRows rows={8} columns={3} />}>
        {(window) => (
          <>
            {window.rights.length === 0 ? (
              <p className="px-4 py-6 text-ink-2">{emptyWords({ find, complete: detail.complete, place: chosen })}</p>
            ) : (
              <ul>
                {window.rights.map((right) => (
                  <RightLine key={keyOf(right)} right={right} subject={subject} />
                ))}
              </ul>
            )}
            {window.idle.length === 0 ? null : <Idle idle={window.idle} />}
            <PanelFooter className="flex flex-wrap items-center gap-3">
              <span>
                {counted(window.total, "right")}{" "}
                {chosen === null ? "that hold everywhere" : "that bindings in this namespace add"}
              </span>
              <PageButtons
                label="Pages of rights"
                page={page}
                size={rightsAPage}
                total={window.total}
                onPage={(next) => void setUrl({ rights: next })}
              />
            </PanelFooter>
          </>
        )}
      </QueryView>
    </Panel>
  );
}

/** No namespace has a star in its name. */
const everywherePlace = "*";

function emptyWords({ find, complete, place }: { find: string; complete: boolean; place: string | null }): string {
  if (find !== "") return "No right here has this in its name.";
  const where = place === null ? "everywhere" : "here";
  return complete ? `No right holds ${where}.` : `No right that was seen holds ${where}.`;
}

function keyOf({ group = "", resource = "", url = "", names, chains }: SubjectRight): string {
  return JSON.stringify([group, resource, url, names, chains.length]);
}

function targetOf({ group = "", resource = "", url }: SubjectRight): string {
  if (url !== undefined) return visibleText(url);
  const slash = resource.indexOf("/");
  const plural = slash < 0 ? resource : resource.slice(0, slash);
  return visibleText(`${plural}${group === "" ? "" : `.${group}`}${slash < 0 ? "" : resource.slice(slash)}`);
}

function RightLine({ right, subject }: { right: SubjectRight; subject: SubjectName }) {
  const [open, setOpen] = useState(false);
  const { verbs, names, chains, dangerous, group, resource } = right;
  return (
    <li className={cn("border-line border-b last:border-b-0", open && "shadow-[inset_2px_0_0_var(--accent)]")}>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="grid min-h-8 w-full grid-cols-[16px_minmax(0,5fr)_minmax(0,5fr)_auto] items-center gap-x-3 px-4 py-1 text-left hover:bg-sunk narrow:grid-cols-[16px_minmax(0,1fr)]"
      >
        <ChevronRight aria-hidden className={cn("size-3.5 text-ink-3 transition-transform", open && "rotate-90")} />
        <span className="flex min-w-0 items-center gap-2">
          <code className="min-w-0 text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{targetOf(right)}</code>
          {dangerous.length === 0 ? null : (
            <span className="flex-none text-high" title={`May ${dangerous.join("; may ")}`}>
              <TriangleAlert aria-hidden className="size-3.5" />
              <span className="sr-only">dangerous: may {dangerous.join("; may ")}</span>
            </span>
          )}
        </span>
        <span className="min-w-0 text-ink-2 narrow:col-start-2 [overflow-wrap:anywhere]">
          {verbs.map(visibleText).join(", ")}
          {names.length === 0 ? null : (
            <span className="text-ink-3">
              {" "}
              only {names.length > 3 ? counted(names.length, "object") : names.map(visibleText).join(", ")}
            </span>
          )}
        </span>
        <span className="text-12 text-ink-3 narrow:col-start-2">{counted(chains.length, "chain")}</span>
      </button>
      {open ? (
        <div className="grid gap-4 border-line border-t bg-sunk px-4 py-3 pl-11">
          {dangerous.length === 0 ? null : <p className="text-12">May {dangerous.join("; may ")}.</p>}
          {names.length > 3 ? (
            <p className="text-12 text-ink-2 [overflow-wrap:anywhere]">
              Only <code>{names.map(visibleText).join(", ")}</code>
            </p>
          ) : null}
          {chains.map(({ chain, verbs: given }) => (
            <section key={chainKey(chain)} className="max-w-[92ch] rounded-control border border-line bg-panel p-3">
              {chains.length > 1 ? <p className="mb-2 text-12 text-ink-3">Gives {given.map(visibleText).join(", ")}</p> : null}
              <ChainView chain={chain} holder={subject} asked={{ verbs: given, group, resource }} />
            </section>
          ))}
        </div>
      ) : null}
    </li>
  );
}

function Idle({
  idle,
}: {
  idle: readonly { binding: { kind: string; namespace?: string | undefined; name: string }; rule: number; why: string }[];
}) {
  return (
    <details className="border-line border-t px-4 py-2 text-12 text-ink-2">
      <summary className="inline-flex min-h-6 items-center">{counted(idle.length, "rule")} that give nothing here</summary>
      <ul className="mt-1 grid gap-1">
        {idle.map(({ binding, rule, why }) => (
          <li
            key={`${binding.kind} ${binding.namespace ?? ""}/${binding.name} ${rule} ${why}`}
            className="[overflow-wrap:anywhere]"
          >
            Rule {rule} of{" "}
            <code>{visibleText(binding.namespace === undefined ? binding.name : `${binding.namespace}/${binding.name}`)}</code>:{" "}
            {why}.
          </li>
        ))}
      </ul>
    </details>
  );
}
