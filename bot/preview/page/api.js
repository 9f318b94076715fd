// The control API: watch() follows the state, post() acts.

const notice = document.getElementById("notice");

function say(words) {
  notice.textContent = words;
  notice.hidden = !words;
}

export async function post(action, body) {
  try {
    const answer = await fetch(`/preview/${action}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Preview": "1" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) {
      const why = (await answer.json().catch(() => null))?.why;
      say(`That did not work${why ? `: ${why}` : ""}.`);
      setTimeout(() => say(""), 5000);
    }
    return answer.ok;
  } catch {
    return false;
  }
}

// Calls show(state) for each change, for as long as the page is open.
export async function watch(show) {
  let since = 0;
  let epoch = "";
  for (;;) {
    try {
      const answer = await fetch(`/preview/state?since=${since}&epoch=${epoch}&wait=20`);
      const state = await answer.json();
      if (since && epoch && notice.dataset.lost) {
        say("");
        delete notice.dataset.lost;
      }
      const anew = state.epoch !== epoch;
      ({ version: since, epoch } = state);
      show(state, anew);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
      notice.dataset.lost = "1";
      say("The preview is not running. Start it again (make run); this page will go on by itself.");
      await new Promise((go) => setTimeout(go, 1500));
    }
  }
}
