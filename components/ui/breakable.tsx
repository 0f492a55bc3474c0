/** Lines break after a dot first: `clusterroles.` `rbac.authorization.k8s.io`. */
export function Breakable({ text }: { text: string }) {
  const [first = "", ...rest] = text.split(/(?<=\.)/);
  return (
    <>
      {first}
      {rest.length === 0 ? null : <wbr />}
      {rest.join("")}
    </>
  );
}
