import type { VulnerablePlace } from "#contracts/vulnerabilities.ts";
import { counted } from "../../access/subject-words.ts";
import { Link } from "../../ui/link.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { FirstOf } from "./first-of.tsx";

/** Where something runs, each container of a workload once, with the way to its trail. */
export function Places({ places, count }: { places: readonly VulnerablePlace[]; count: number }) {
  return (
    <section aria-label="Where it runs">
      <h3 className="text-13">Runs in {counted(count, "container")}</h3>
      <FirstOf shown={places.length} count={count} />
      <ul className="mt-1 grid gap-1.5 text-12">
        {places.map((place) => (
          <li key={`${place.clusterId}/${place.namespace}/${place.kind}/${place.workload}/${place.container}/${place.digest}`}>
            <Link href={trailOf(place)} className="hover:underline">
              <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">
                {visibleText(`${place.cluster}: ${place.namespace}/${place.workload}`)}
              </code>
            </Link>
            <span className="block text-ink-3 [overflow-wrap:anywhere]">
              {visibleText(`${place.kind}, container ${place.container}, ${place.image}`)} · {counted(place.pods, "pod")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function trailOf({ clusterId, namespace, kind, workload, container }: VulnerablePlace): string {
  return `/supply-chain/trail?${new URLSearchParams({ cluster: clusterId, namespace, kind, name: workload, container })}`;
}
