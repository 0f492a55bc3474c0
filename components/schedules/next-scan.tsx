"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { Link } from "../ui/link.tsx";
import { Time } from "../ui/time.tsx";

/** When a cluster is scanned next by itself; nothing until that is known. */
export function NextScan({ clusterId }: { clusterId: string }) {
  const { data } = useQuery(api.schedules.list.queryOptions({ input: { cluster: clusterId }, staleTime: 60_000 }));
  if (data === undefined) return null;
  const [next] = data.items.flatMap(({ next: [at] }) => at ?? []).sort();
  return (
    <Link href={`/scans/schedules?cluster=${clusterId}`} className="hover:text-ink hover:underline">
      {next === undefined ? (
        data.items.length === 0 ? (
          "no schedule"
        ) : (
          "schedule paused"
        )
      ) : (
        <>
          next scan <Time at={next} format="clock" />
        </>
      )}
    </Link>
  );
}
