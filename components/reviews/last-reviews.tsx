"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { counted } from "../access/subject-words.ts";
import { QueryView } from "../shell/query-view.tsx";
import { Badge } from "../ui/badge.tsx";
import { Link } from "../ui/link.tsx";
import { ObjectName } from "../ui/object-name.tsx";
import { Panel } from "../ui/panel.tsx";
import { SkeletonRows } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { visibleText } from "../ui/visible-text.ts";

/** When each whole cluster was last reviewed, and where that is too long ago. */
export function LastReviews({ cluster }: { cluster: string | undefined }) {
  const query = useQuery(api.reviews.last.queryOptions({ input: {} }));
  const days = query.data?.maxDays;
  return (
    <Panel title="When each cluster was last reviewed" aside={days === undefined ? undefined : `every ${counted(days, "day")}`}>
      <QueryView query={query} skeleton={<SkeletonRows rows={3} columns={3} />}>
        {({ items }) => {
          const shown = items.filter(({ clusterId }) => cluster === undefined || clusterId === cluster);
          if (shown.length === 0)
            return <p className="px-4 py-4 text-ink-2">You see no cluster whole: its reviewers see when it was last reviewed.</p>;
          return (
            <Table caption="Clusters and their last review">
              <thead>
                <tr>
                  <th scope="col">Cluster</th>
                  <th scope="col">Last review of the whole cluster</th>
                  <th scope="col">Age</th>
                </tr>
              </thead>
              <tbody>
                {shown.map(({ clusterId, cluster: name, last }) => (
                  <tr key={clusterId}>
                    <th scope="row">
                      <ObjectName name={name} />
                    </th>
                    <td data-label="Last review">
                      {last === undefined ? (
                        <Badge look="unseen">never reviewed</Badge>
                      ) : (
                        <>
                          <Link href={`/access/reviews/${last.review}`} className="text-accent-text hover:underline">
                            <bdi>{visibleText(last.name)}</bdi>
                          </Link>
                          , <Time at={last.at} format="day" />
                        </>
                      )}
                    </td>
                    <td data-label="Age">
                      {last === undefined ? (
                        "–"
                      ) : (
                        <span className="inline-flex items-center gap-2">
                          {last.days === 0 ? "today" : counted(last.days, "day")}
                          {last.due ? <Badge look="accent">too old</Badge> : null}
                        </span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </Table>
          );
        }}
      </QueryView>
    </Panel>
  );
}
