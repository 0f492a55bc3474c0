import type { ImagePlaceView } from "#contracts/supply-chain.ts";
import { counted } from "../../access/subject-words.ts";
import { Link } from "../../ui/link.tsx";
import { ObjectName } from "../../ui/object-name.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { workloadTrail } from "../addresses.ts";

const most = 20;

/** Where an image runs: each workload with its trail. */
export function RunningPlaces({ places }: { places: readonly ImagePlaceView[] }) {
  return (
    <>
      <ul className="divide-y divide-line">
        {places.slice(0, most).map((place) => (
          <li
            key={`${place.clusterId} ${place.namespace} ${place.kind} ${place.workload} ${place.container} ${place.type}`}
            className="px-4 py-1.5 text-12 leading-4"
          >
            <Link href={workloadTrail(place)} className="block min-h-6 hover:underline">
              <ObjectName namespace={place.namespace} name={place.workload} wrap />
            </Link>
            <span className="block text-ink-3 [overflow-wrap:anywhere]">
              {place.kind} in <code className="[unicode-bidi:isolate]">{visibleText(place.cluster)}</code>,{" "}
              {place.type === "container" ? "container" : `${place.type} container`}{" "}
              <code className="[unicode-bidi:isolate]">{visibleText(place.container)}</code>, {counted(place.pods, "pod")}
            </span>
          </li>
        ))}
      </ul>
      {places.length > most ? (
        <p className="border-line border-t px-4 py-2 text-12 text-ink-3">and {counted(places.length - most, "other place")}</p>
      ) : null}
    </>
  );
}
