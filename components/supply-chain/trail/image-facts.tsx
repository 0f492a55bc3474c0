"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api } from "#client/api.ts";
import { formatBytes } from "#client/upload.ts";
import type { ImageFactsView } from "#contracts/image-facts.ts";
import { QueryView } from "../../shell/query-view.tsx";
import { Facts, Panel, PanelFooter } from "../../ui/panel.tsx";
import { SkeletonRows } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { ShortDigest } from "./artifact-facts.tsx";
import { contentsWords, createdWords, credentialWords, userWords } from "./image-facts-words.ts";

type Found = ImageFactsView & { kind: "found" };

/** What an image says of itself: its age and its base's, as whom it runs, what it shows of shells and of credentials. */
export function ImageFactsPanel({ id }: { id: string }) {
  const query = useQuery(api.images.facts.queryOptions({ input: { id } }));
  return (
    <Panel title="What the image says of itself" className="mt-4">
      <QueryView query={query} skeleton={<SkeletonRows rows={4} columns={2} />}>
        {(facts) => (facts.kind === "found" ? <FoundFacts facts={facts} /> : <UnseenFacts facts={facts} />)}
      </QueryView>
    </Panel>
  );
}

function UnseenFacts({ facts: { reason, remedy } }: { facts: ImageFactsView & { kind: "unknown" } }) {
  return (
    <p className="px-4 py-3 text-unseen [overflow-wrap:anywhere]">
      {visibleText(reason)} {remedy === undefined ? null : visibleText(remedy)}
    </p>
  );
}

function FoundFacts({ facts }: { facts: Found }) {
  const { size, layers, platform, base } = facts;
  const parts: readonly (string | undefined)[] = [
    size === undefined ? undefined : formatBytes(size),
    `${layers} ${layers === 1 ? "layer" : "layers"}`,
    platform,
  ];
  return (
    <>
      <Facts
        className="px-4 py-3"
        items={[
          { name: "Built", value: facts.created === undefined ? createdWords(facts) : <Time at={facts.created} format="day" /> },
          { name: "Size", value: parts.filter((part) => part !== undefined).join(", ") },
          {
            name: "Runs as",
            value: <span className={facts.user === "root" ? "text-medium" : undefined}>{userWords(facts)}</span>,
          },
          { name: "Contents", value: contentsWords(facts) },
          { name: "Base", value: <Base base={base} /> },
          { name: "Oldest layer", value: base.created === undefined ? "not known" : <Time at={base.created} format="day" /> },
          { name: "Credentials", value: <Secrets facts={facts} /> },
        ]}
      />
      <PanelFooter>
        By its configuration, which whoever built it wrote. Values that look like credentials are never kept.
      </PanelFooter>
    </>
  );
}

function Base({ base: { name, digest } }: Pick<Found, "base">): ReactNode {
  if (name === undefined && digest === undefined) return "not told";
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {name === undefined ? null : <code className="[unicode-bidi:isolate]">{visibleText(name)}</code>}
      {digest === undefined ? <span className="text-medium">by a tag alone</span> : <ShortDigest digest={digest} />}
    </span>
  );
}

function Secrets({ facts: { secrets, secretsCut } }: { facts: Found }): ReactNode {
  if (secrets.length === 0) return "nothing in labels, variables and build steps looks like one";
  return (
    <ul aria-label="What looks like a credential" className="grid gap-0.5">
      {secrets.map((one) => (
        <li key={`${one.where} ${one.key}`} className="[overflow-wrap:anywhere]">
          <span className="text-critical">{one.where}</span>{" "}
          <code className="[unicode-bidi:isolate]">{visibleText(one.key)}</code>{" "}
          <span className="text-ink-3">{credentialWords(one.credential)}</span>
        </li>
      ))}
      {secretsCut ? <li className="text-ink-3">and more</li> : null}
    </ul>
  );
}
