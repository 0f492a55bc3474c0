import { Section } from "./section.tsx";

/** What no path of the report goes through, whatever was seen. */
export function NotFollowed({ list }: { list: readonly string[] }) {
  return (
    <div className="mt-8">
      <Section title="What no path goes through">
        <ul className="grid list-disc gap-1 pl-5 text-12 text-ink-2">
          {list.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
