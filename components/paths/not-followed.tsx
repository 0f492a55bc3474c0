import { Panel } from "../ui/panel.tsx";

/** What no path goes through, whatever was seen. */
export function NotFollowed({ list }: { list: readonly string[] }) {
  return (
    <Panel title="What no path goes through">
      <ul className="grid list-disc gap-1 py-3 pr-4 pl-8 text-12 text-ink-2">
        {list.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Panel>
  );
}
