// What the pages can do beyond being read; without it nothing is missing but a little comfort.

for (const figure of document.querySelectorAll('figure.code:not(.output)')) {
  const code = figure.querySelector('code');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = 'Copied';
    } catch {
      // A page over plain HTTP may not write there: the code is marked instead, for the keyboard's own copy.
      getSelection()?.selectAllChildren(code);
      button.textContent = 'Marked';
    }
  });
  for (const left of ['pointerleave', 'blur']) {
    button.addEventListener(left, () => {
      button.textContent = 'Copy';
    });
  }
  figure.append(button);
}

addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof HTMLInputElement;
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  document.querySelector('input[type=search]')?.focus();
});
