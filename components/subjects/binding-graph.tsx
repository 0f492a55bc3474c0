"use client";
import { type UseQueryOptions, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { Drawing } from "#contracts/graph.ts";
import { GraphView } from "../graph/graph-view.tsx";
import { QueryView } from "../shell/query-view.tsx";
import { Panel } from "../ui/panel.tsx";
import { useOpenAddress } from "./subject-link.tsx";
import type { RoleName } from "./subject-url.ts";

type Node = Drawing["nodes"][number];
// biome-ignore lint/suspicious/noExplicitAny: what the query is known by does not matter here
type DrawingOptions = UseQueryOptions<Drawing, Error, Drawing, any>;

/** The picture of bindings; a subject or a role in it leads to its page. */
export function BindingGraph({ title, options }: { title: string; options: DrawingOptions }) {
  const query = useQuery(options);
  const router = useRouter();
  const addressOf = useOpenAddress();
  const open = ({ kind, name, namespace, state }: Node) => {
    if (state === "chosen") return;
    if (kind === "User" || kind === "Group" || kind === "ServiceAccount")
      router.push(addressOf({ subject: { kind, name, namespace } }));
    const role = roleOf({ kind, name, namespace });
    if (role !== undefined) router.push(addressOf({ role }));
  };
  return (
    <Panel title={title}>
      <QueryView query={query} skeleton={<div className="h-40" />}>
        {(drawing) =>
          drawing.nodes.length < 2 ? (
            <p className="px-4 py-6 text-ink-2">No binding names it.</p>
          ) : (
            <GraphView drawing={drawing} label={title} onOpen={open} />
          )
        }
      </QueryView>
    </Panel>
  );
}

function roleOf({ kind, name, namespace }: Pick<Node, "kind" | "name" | "namespace">): RoleName | undefined {
  if (kind === "ClusterRole") return { kind, name };
  return kind === "Role" && namespace !== undefined ? { kind, name, namespace } : undefined;
}
