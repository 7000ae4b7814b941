// Package screens is the newsroom as people see it: pages that are ordinary URLs and
// forms that work without script. What life they have is ui/src.
//
// A form that was accepted answers with a redirect; one that was not answers with the
// same page, what was typed still in it, and one sentence that says what is wrong.
package screens

import (
	"context"
	"net/http"

	"github.com/stet-news/stet/internal/mail"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/picture"
	"github.com/stet-news/stet/internal/newsroom/recording"
	"github.com/stet-news/stet/internal/store"
)

// Parts are what the screens work with.
type Parts struct {
	DB       *store.DB
	Desk     *desk.Desk
	Accounts *account.Accounts
	Pictures *picture.Studio
	// FetchPicture gets a picture that a wire points to, through the guarded client.
	FetchPicture func(ctx context.Context, address string) ([]byte, error)
	// Recordings keeps films and sounds.
	Recordings *recording.Studio
	TryWire    func(ctx context.Context, id string) error // asks a wire now; nil in a process that asks none
	// LetterDomain is what follows the @ in the addresses of wires of letters; "" if this house takes none.
	LetterDomain string
	Press        Press       // how a front looks; nothing in a process that serves no readers
	Mail         mail.Sender // what links are sent by; nil for none
	TimeZone     string      // offered at set-up
	SiteURL      string      // where readers are, offered at set-up
}

// screens serves the pages.
type screens struct {
	Parts
	assets *assets
	mux    *http.ServeMux // all of it, for a request that goes on after a proof
	totals totals
}

// New returns the handler of every page under /n. Accounts.Protect stands before it.
func New(p Parts) http.Handler {
	s := &screens{Parts: p, assets: theAssets()}
	mux := http.NewServeMux()
	s.mux = mux
	mux.Handle("GET /n/assets/{hash}/{file...}", s.assets)
	mux.HandleFunc("GET /n/sw.js", s.assets.worker)
	mux.Handle("GET /{$}", http.RedirectHandler("/n", http.StatusSeeOther))

	open := func(pattern string, h openScreen) { mux.Handle(pattern, s.open(h)) }
	open("GET /n/manifest.webmanifest", s.manifest)
	open("GET /n/sign-in", s.signInForm)
	open("POST /n/sign-in", s.signIn)
	open("POST /n/sign-in/passkey", s.signInWithPasskey)
	open("POST /n/sign-in/passkey/challenge", s.signInChallenge)
	open("GET /n/sign-in/second", s.secondForm)
	open("POST /n/sign-in/second", s.second)
	open("POST /n/sign-in/second/challenge", s.secondChallenge)
	open("POST /n/sign-in/elsewhere", s.signInElsewhere)
	open("GET "+account.ReturnPath, s.arrive)
	open("POST /n/join/elsewhere", s.joinElsewhere)
	open("GET /n/join", s.joinForm)
	open("POST /n/join", s.join)
	open("POST /n/join/passkey/offer", s.joinOffer)
	open("POST /n/join/passkey", s.joinWithPasskey)
	open("POST /n/sign-out", s.signOut)
	open("GET /n/set-up", s.setUpForm)
	open("POST /n/set-up", s.setUp)

	page := func(pattern string, h screen) { mux.Handle(pattern, s.signedIn(h)) }
	page("GET /n", s.today)
	page("GET /n/{$}", s.today)
	page("GET /n/new", s.newStoryForm)
	page("POST /n/new", s.newStory)
	page("GET /n/wires", s.wires)
	page("GET /n/wires/d/{dispatch}", s.wires)
	page("GET /n/wires/d/{dispatch}/raw", s.raw)
	page("GET /n/wires/d/{dispatch}/file", s.wireFile)
	page("POST /n/wires/d/{dispatch}/take", s.take)
	page("POST /n/wires/d/{dispatch}/add", s.addToStory)
	page("POST /n/wires/d/{dispatch}/join", s.joinStory)
	page("POST /n/wires/d/{dispatch}/follow", s.followUpWire)
	page("POST /n/wires/group", s.group)
	page("POST /n/wires/marked", s.marked)
	page("GET /n/wires/assign", s.wireAssignForm)
	page("POST /n/wires/assign", s.assignDispatches)
	page("POST /n/wires/ungroup", s.undoGroup)
	page("POST /n/wires/d/{dispatch}/picture", s.takeWirePicture)
	page("POST /n/wires/rows", s.chooseRows)
	page("GET /n/wires/collect", s.collectForm)
	page("POST /n/wires/collect", s.collect)
	page("POST /n/wires/collections/{collection}", s.renameDispatchCollection)
	page("POST /n/wires/collections/{collection}/delete", s.dropDispatchCollection)
	page("GET /n/wires/new", s.newWireForm)
	page("POST /n/wires/presets", s.savePreset)
	page("POST /n/wires/presets/{preset}/delete", s.deletePreset)
	page("POST /n/wires/d/{dispatch}/restore", s.restoreDispatch)
	page("GET /n/wires/routes", s.routes)
	page("GET /n/wires/routes/new", s.newRoute)
	page("POST /n/wires/routes/new", s.saveRoute)
	page("GET /n/wires/routes/{route}", s.route)
	page("POST /n/wires/routes/{route}", s.saveRoute)
	page("POST /n/wires/routes/{route}/try", s.tryRoute)
	page("POST /n/wires/routes/{route}/switch", s.switchRoute)
	page("POST /n/wires/routes/{route}/move", s.moveRoute)
	page("POST /n/wires/routes/{route}/delete", s.deleteRoute)
	page("POST /n/wires/new", s.saveWire)
	page("GET /n/wires/w/{wire}", s.wireForm)
	page("POST /n/wires/w/{wire}", s.saveWire)
	page("POST /n/wires/w/{wire}/pause", s.pauseWire)
	page("POST /n/wires/w/{wire}/try", s.tryWire)
	page("POST /n/wires/w/{wire}/tell", s.tellOfWire)
	page("POST /n/wires/w/{wire}/key", s.acceptKey)
	page("GET /n/desk/{desk}", s.board)
	page("POST /n/desk/{desk}/move", s.moveCard)
	page("POST /n/desk/{desk}/bulk", s.boardBulk)
	page("POST /n/desk/{desk}/idea", s.newIdea)
	page("GET /n/notices", s.notices)
	page("POST /n/notices", s.readNotices)
	page("GET /n/me/notices", s.noticeChoices)
	page("POST /n/me/notices", s.chooseNotices)
	page("GET /n/s/{number}/notes", s.notes)
	page("POST /n/s/{number}/notes", s.writeNote)
	page("GET /n/s/{number}/preview", s.storyPreview)
	page("GET /n/s/{number}/preview/page", s.storyPreviewPage)
	page("GET /n/s/{number}/assign", s.assignForm)
	page("POST /n/s/{number}/assign", s.assignTo)
	page("GET /n/s/{number}", s.editor)
	page("POST /n/s/{number}", s.postEditor)
	page("GET /n/flash", s.flashForm)
	page("POST /n/flash", s.fileFlash)
	page("POST /n/flash/{number}/picture", s.flashPicture)
	page("GET /n/s/{number}/flash", s.flashOf)
	page("POST /n/s/{number}/flash", s.releaseFlash)
	page("GET /n/s/{number}/killing", s.killing)
	page("GET /n/s/{number}/receipt", s.receipt)
	page("POST /n/s/{number}/killing", s.tickKilling)
	page("POST /n/s/{number}/archive", s.openArchive)
	page("GET /n/requests/{id}", s.request)
	page("POST /n/requests/{id}", s.answerRequest)
	page("GET /n/s/{number}/{verb}", s.confirm)
	page("POST /n/s/{number}/{verb}", s.release)
	page("GET /n/s/{number}/r/{revision}", s.revision)
	page("GET /n/s/{number}/aside/{aside}", s.asideText)
	page("GET /n/s/{number}/compare", s.compareTwo)
	page("GET /n/s/{number}/source/{change}", s.sourceChange)
	page("POST /n/s/{number}/source/{change}", s.answerSourceChange)
	page("GET /n/source/{change}", s.madeChange)
	page("POST /n/source/{change}", s.answerMadeChange)
	page("GET /n/s/{number}/merge/{aside}", s.mergeForm)
	page("POST /n/s/{number}/merge/{aside}", s.postMerge)
	page("POST /n/s/{number}/r/{revision}", s.bringBack)
	page("GET /n/fronts", s.fronts)
	page("GET /n/fronts/{front}", s.frontScreen)
	page("GET /n/fronts/{front}/preview", s.frontPreview)
	page("POST /n/fronts/{front}/edit", s.editFront)
	page("POST /n/fronts/{front}/clip", s.clipStory)
	page("POST /n/fronts/{front}/discard", s.discardFront)
	page("GET /n/fronts/{front}/launch", s.askLaunch)
	page("POST /n/fronts/{front}/launch", s.launchFront)
	page("POST /n/fronts/{front}/rollback", s.rollBackFront)
	page("GET /n/ticker", s.ticker)
	page("POST /n/ticker", s.flash)
	page("GET /n/ticker/preview", s.barPreview)
	page("POST /n/banner", s.putBanner)
	page("POST /n/banner/{language}/end", s.endBanner)
	page("POST /n/ticker/{flash}/edit", s.editFlash)
	page("POST /n/ticker/{flash}/move", s.moveFlash)
	page("POST /n/ticker/{flash}/end", s.endFlash)
	page("GET /n/recordings", s.recordings)
	page("POST /n/recordings", s.uploadRecording)
	page("GET /n/recordings/{recording}", s.recording)
	page("POST /n/recordings/{recording}", s.saveRecording)
	page("POST /n/recordings/{recording}/withdraw", s.withdrawRecording)
	page("POST /n/recordings/{recording}/reinstate", s.reinstateRecording)
	page("GET /n/recordings/{recording}/file", s.recordingFile)
	page("GET /n/pictures", s.pictures)
	page("POST /n/pictures/marked", s.picturesMarked)
	page("GET /n/pictures/captions", s.captions)
	page("POST /n/pictures/captions", s.saveCaptions)
	page("GET /n/pictures/collections", s.collections)
	page("POST /n/pictures/collections", s.changeCollections)
	page("GET /n/pictures/upload", s.uploadForm)
	page("POST /n/pictures/upload", s.postUpload)
	page("POST /n/pictures/share", s.postUpload) // where no worker takes what another program shares
	page("GET /n/pictures/{picture}/{width}", s.pictureFile)
	page("GET /n/pictures/{picture}", s.picture)
	page("POST /n/pictures/{picture}", s.savePicture)
	page("POST /n/pictures/{picture}/use", s.usePicture)
	page("POST /n/pictures/{picture}/original", s.originalFile)
	page("POST /n/pictures/{picture}/delete", s.deletePicture)
	page("GET /n/pictures/{picture}/replace", s.replaceForm)
	page("POST /n/pictures/{picture}/replace", s.replacePicture)
	page("GET /n/log", s.log)
	page("GET /n/held", s.held)
	page("POST /n/held/{key}", s.postHeld)
	page("GET /n/settings/style", s.styleRules)
	page("GET /n/settings/style/{language}/new", s.newStyleRule)
	page("POST /n/settings/style/{language}/new", s.addStyleRule)
	page("GET /n/settings/style/{language}/vale", s.styleFiles)
	page("POST /n/settings/style/{language}/vale", s.takeStyle)
	page("GET /n/settings/style/{language}/vale.zip", s.giveStyle)
	page("GET /n/settings/style/{language}/r/{rule}", s.styleRule)
	page("POST /n/settings/style/{language}/r/{rule}", s.postStyleRule)
	page("GET /n/deliveries", s.deliveries)
	page("POST /n/deliveries/{delivery}/again", s.redeliver)
	page("GET /n/settings/clients", s.clientsScreen)
	page("POST /n/settings/clients/new", s.changingClients(s.saveClient))
	page("POST /n/settings/clients/p/new", s.changingClients(s.saveProduct))
	page("POST /n/settings/clients/p/{product}", s.changingClients(s.saveProduct))
	page("GET /n/settings/clients/c/{client}", s.clientsScreen)
	page("POST /n/settings/clients/c/{client}", s.changingClients(s.saveClient))
	page("POST /n/settings/clients/c/{client}/destinations", s.changingClients(s.addDestination))
	page("POST /n/settings/clients/c/{client}/destinations/{destination}", s.changingClients(s.changeDestination))
	page("POST /n/settings/clients/c/{client}/keys", s.changingClients(s.makePartnerKey))
	page("POST /n/settings/clients/c/{client}/keys/{key}/end", s.changingClients(s.endPartnerKey))
	page("GET /n/settings/register", s.register)
	page("POST /n/settings/register", s.saveRegister)
	page("GET /n/settings/tombstones", s.tombstones)
	page("POST /n/settings/tombstones/{id}/lift", s.liftTakedown)
	page("POST /n/log", s.verifyLog)
	page("GET /n/audience", s.audience)
	page("GET /n/live/{number}", s.live)
	page("POST /n/live/{number}", s.postLive)
	page("GET /n/settings", s.settings("site"))
	page("GET /n/settings/site", s.settings("site"))
	page("POST /n/settings/site", s.changing("site", readSite))
	page("GET /n/settings/look", s.settings("look"))
	page("POST /n/settings/look", s.saveLook)
	page("GET /n/settings/look/preview", s.lookPreview)
	page("POST /n/settings/look/preview", s.lookPreview)
	page("GET /n/settings/pages", s.settings("pages"))
	page("GET /n/settings/pages/{page}", s.staticPage)
	page("POST /n/settings/pages/{page}", s.savePage)
	page("GET /n/settings/authors", s.settings("authors"))
	page("GET /n/settings/authors/{author}", s.authorForm)
	page("POST /n/settings/authors/{author}", s.saveAuthor)
	page("GET /n/settings/machines", s.settings("machines"))
	page("POST /n/settings/machines", s.changing("machines", readMachines))
	page("GET /n/settings/people", s.staff)
	page("POST /n/settings/people/security", s.saveSecurity)
	page("GET /n/settings/people/new", s.newStaff)
	page("POST /n/settings/people/new", s.invite)
	page("GET /n/settings/people/p/{person}", s.oneStaff)
	page("POST /n/settings/people/p/{person}", s.changeStaff)
	page("GET /n/people", s.people)
	page("GET /n/me", s.me)
	page("GET /n/fresh", s.freshForm)
	page("POST /n/fresh", s.fresh)
	page("POST /n/fresh/challenge", s.askPasskey)
	page("GET /n/me/factors", s.factors)
	page("POST /n/me/factors/totp/offer", s.offerTOTP)
	page("POST /n/me/factors/totp", s.acceptTOTP)
	page("POST /n/me/factors/passkey/offer", s.offerPasskey)
	page("POST /n/me/factors/passkey", s.acceptPasskey)
	page("POST /n/me/factors/recovery", s.newRecovery)
	page("POST /n/me/factors/drop/{kind}", s.dropFactor)
	page("POST /n/me/screens", s.chooseScreens)
	page("POST /n/me/password", s.changePassword)
	page("POST /n/me/tokens", s.makeToken)
	page("POST /n/me/tokens/end", s.endToken)
	page("POST /n/me/elsewhere", s.linkElsewhere)
	page("POST /n/me/elsewhere/drop", s.unlinkElsewhere)
	page("POST /n/fresh/elsewhere", s.proveElsewhere)
	page("GET /n/fresh/proved", s.proved)
	page("POST /n/me/sessions/end", s.endSession)
	page("POST /n/me/sessions/others", s.endOthers)
	page("/n/", s.nowhere)
	return mux
}
