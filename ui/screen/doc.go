// Package screen draws a presenter's state.
//
// [Till] is the whole window: header, news, one screen, its buttons and, on
// top of all, a dialog. Each screen is a struct with its objects, made once,
// and a render method that is total: it draws everything from the state and
// keeps nothing. What hands do goes back as a key ([Till.OnPress]) or as a sale
// chosen in the strip ([Till.OnChoose]); no screen calls the till.
package screen
