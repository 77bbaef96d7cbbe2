import { useFormat } from "./use-format.ts";

/** When something was, on one line however narrow its column. */
export function Moment({ at }: { at: string }) {
  const { instant } = useFormat();
  return (
    <time dateTime={at} style={{ whiteSpace: "nowrap" }}>
      {instant(at)}
    </time>
  );
}
