package main

import (
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/alecthomas/kong"

	"github.com/stet-news/stet/internal/news"
)

// commands is everything the program does. Each flag can be given in the environment
// under its own name: --time-zone as STET_TIME_ZONE.
type commands struct {
	LogLevel string           `help:"Least level to log: debug, info, warn or error." enum:"debug,info,warn,error" default:"warn"`
	Version  kong.VersionFlag `help:"Print the version." env:"-"`

	Serve      serveCommand      `cmd:"" help:"Run the newsroom and its site."`
	Demo       demoCommand       `cmd:"" help:"Run a newsroom with people, stories, pictures and two wires in it."`
	User       userCommands      `cmd:"" help:"People who work here."`
	Token      tokenCommands     `cmd:"" help:"Tokens for the JSON API."`
	Import     importCommand     `cmd:"" help:"Read a page that exists into a story."`
	Check      checkCommand      `cmd:"" help:"Read a story against its sources: does it still say what they say?"`
	Wire       wireCommands      `cmd:"" help:"Copy as wires send it."`
	Story      storyCommands     `cmd:"" help:"Stories as others take them."`
	Picture    pictureCommand    `cmd:"" help:"Make of pictures what readers would get of them."`
	Export     exportCommands    `cmd:"" help:"Take the site elsewhere."`
	Log        logCommand        `cmd:"" help:"Check that no record of the log was changed or removed."`
	Purge      purgeCommand      `cmd:"" help:"Show how far each cache before the site was told what is stale."`
	Announce   announceCommand   `cmd:"" help:"Show how far hubs and search engines were told what is published."`
	Hold       holdBars          `cmd:"" name:"hold-bars" hidden:""`
	Pages      readPages         `cmd:"" name:"read-pages" hidden:""`
	Darkroom   darkroomCommand   `cmd:"" hidden:""`
	Bench      benchCommand      `cmd:"" help:"Measure this build on this machine."`
	Tombstones tombstoneCommands `cmd:"" help:"What was taken down and stays down."`
	Search     searchCommands    `cmd:"" help:"The index that readers search."`
}

// Level returns the least level to log.
func (c commands) Level() slog.Level {
	var l slog.Level
	_ = l.UnmarshalText([]byte(c.LogLevel)) // the enum allows nothing else
	return l
}

// storage says where the newsroom is kept.
type storage struct {
	Data string `help:"Folder that holds everything; made if it is not there." default:"stet-data" type:"path"`
	DB   string `help:"Database: sqlite:PATH or postgres://USER@HOST/NAME. Default: stet.db in the data folder. @FILE is what is in the file." name:"db" type:"address" placeholder:"ADDRESS"`
	Blob string `help:"Pictures and other files: file:FOLDER. Default: blob in the data folder."`

	AccountsKey string `help:"File with the key that passwords and apps with codes are kept under. Default: accounts.key in the data folder, made if it is not there." type:"path"`
	WiresKey    string `help:"File with the key that the secrets of wires are kept under. Default: wires.key in the data folder, made if it is not there." type:"path"`
}

// settle makes the data folder and fills in what was not given. Only its owner may look
// into the folder, since drafts and sessions are in it.
func (s *storage) settle() error {
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return invalid("The data folder %s cannot be made: %v.", s.Data, err)
	}
	if s.DB == "" {
		s.DB = "sqlite:" + filepath.Join(s.Data, "stet.db")
	}
	if s.Blob == "" {
		s.Blob = "file:" + filepath.Join(s.Data, "blob")
	}
	return nil
}

// listening says where and as what a process runs.
type listening struct {
	memory
	held net.Listener // for readers, out of a time without the newsroom

	Readers    string `help:"Address to serve readers on." default:"127.0.0.1:8080"`
	Staff      string `help:"Address to serve the newsroom on." default:"127.0.0.1:8081"`
	Bus        string `help:"Bell between processes: local:, file:FOLDER (of one machine) or postgres://USER@HOST/NAME. @FILE is what is in the file." default:"local:" type:"address"`
	Role       string `help:"What this process does: all, newsroom (no readers), reader (readers only) or worker (wires and schedules only)." enum:"all,newsroom,reader,worker" default:"all"`
	FillSearch bool   `help:"Bring into the search index what is not in it yet." default:"true" negatable:""`
	TimeZone   string `help:"Time zone offered at set-up, as Asia/Dhaka." default:"Asia/Dhaka"`
	Mail       string `help:"E-mail: smtp://USER:PASSWORD@HOST?from=ADDRESS, smtps://… or file:FOLDER. Default: mail in the data folder. @FILE is what is in the file." type:"address" placeholder:"ADDRESS"`
	StaffURL   string `help:"Address the newsroom is known by when a proxy stands before it, as https://desk.news.example." name:"staff-url"`
	purging
	checking
	selling
	heading
	secure
	graves
	elsewhere
	breaches
	receiving
	Templates string `help:"Folder of the house's own templates for parts of readers' pages. Default: none." type:"path"`
	SiteURL   string `help:"Address readers know the site by, as https://news.example. Default: the readers' address." name:"site-url"`
}

func (l listening) check() error {
	if _, err := time.LoadLocation(l.TimeZone); err != nil {
		return invalid("--time-zone %q is not a time zone; write it as Asia/Dhaka.", l.TimeZone)
	}
	return nil
}

func (l listening) newsroom() bool { return l.Role == "all" || l.Role == "newsroom" }
func (l listening) reader() bool   { return l.Role == "all" || l.Role == "reader" }
func (l listening) worker() bool   { return l.Role == "all" || l.Role == "worker" }

// invalid returns an error for what somebody asked for and cannot have.
func invalid(format string, args ...any) error { return news.Errorf(news.Invalid, format, args...) }
