/** Length only: the number beside it says the same to who cannot see it. */
export function ShareBar({ share }: { share: number }) {
  const width = `${(100 * Math.min(1, Math.max(0, share))).toFixed(1)}%`;
  return (
    <div aria-hidden style={{ width: "6rem", height: "0.375rem", background: "var(--p-color-bg-fill-secondary)" }}>
      <div style={{ width, height: "100%", background: "var(--p-color-bg-fill-info)" }} />
    </div>
  );
}
