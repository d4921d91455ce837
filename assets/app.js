/* app.js: small extras. Every page works with this file missing.
   1 moves focus to what went wrong   2 shows the buttons that print
     and that load a page again: after a form was sent, the form goes once more
   3 looks again, by itself, at work that is going on: data-renew="seconds"
   4 sends a form once when its button is pressed twice on a slow line: data-sent stands meanwhile */
(function () {
  'use strict';
  var problem = document.querySelector('.error-summary');
  if (problem) problem.focus();

  document.querySelectorAll('[data-print]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { window.print(); });
  });

  document.querySelectorAll('[data-again]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { location.reload(); });
  });

  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    if (form.hasAttribute('data-sent')) { event.preventDefault(); return; }
    form.setAttribute('data-sent', '');
    setTimeout(function () { form.removeAttribute('data-sent'); }, 5000);
  });
  window.addEventListener('pageshow', function () { /* back again: the form may be sent anew */
    document.querySelectorAll('[data-sent]').forEach(function (form) { form.removeAttribute('data-sent'); });
  });

  var work = document.querySelector('[data-renew]');
  if (work) setTimeout(function () { location.reload(); }, 1000 * Number(work.getAttribute('data-renew')));
})();
