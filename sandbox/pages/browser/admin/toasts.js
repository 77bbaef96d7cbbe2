const place = document.getElementById("toasts");
const shown = new Map();

export function showToast({ id, message, isError, action, duration }, tell) {
  const toast = document.createElement("div");
  toast.className = isError ? "toast error" : "toast";
  toast.dataset.testid = "toast";
  toast.setAttribute("role", isError ? "alert" : "status");
  toast.append(message);
  if (action !== undefined) toast.append(button(action, () => tell("toast-action")));
  toast.append(
    button("×", () => {
      hideToast(id);
      tell("toast-dismiss");
    }),
  );
  place.append(toast);
  shown.set(id, toast);
  setTimeout(() => hideToast(id), duration);
}

function button(label, onClick) {
  const element = document.createElement("button");
  element.textContent = label;
  if (label === "×") element.setAttribute("aria-label", "Dismiss");
  element.addEventListener("click", onClick);
  return element;
}

export function hideToast(id) {
  shown.get(id)?.remove();
  shown.delete(id);
}
